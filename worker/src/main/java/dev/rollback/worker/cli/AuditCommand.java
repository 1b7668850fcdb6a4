package dev.rollback.worker.cli;

import picocli.CommandLine.Command;

/// `rollback audit`: what is kept for auditors.
@Command(
    name = "audit",
    description = "Save what Temporal recorded.",
    subcommands = AuditExportCommand.class)
final class AuditCommand {}
