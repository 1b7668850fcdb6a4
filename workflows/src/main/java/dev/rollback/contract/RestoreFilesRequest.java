package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks to lay a snapshot's files down in a directory beside the living ones.
///
/// @param to the directory: what was at `/srv/www` comes to `<to>/srv/www`
/// @param member of a set: which one; may be left out where only one holds files
/// @param paths only these and what is beneath them; empty for all
/// @param intoExisting whether `to` may hold something already, which stays where the snapshot has
///     nothing of that name; default false: refused
/// @param target the host whose directory is meant; default the snapshot's own
/// @param timeout seconds; default one day
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreFilesRequest(
    String snapshotId,
    String to,
    @Nullable String member,
    List<String> paths,
    @Nullable Boolean intoExisting,
    @Nullable String target,
    @Nullable Long timeout,
    @Nullable String requestedBy)
    implements Request {
  public RestoreFilesRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    to = Checks.path("to", to);
    member = member == null ? null : Checks.name("member", member);
    paths = Checks.optionalPaths("paths", paths);
    target = target == null ? null : Checks.name("target", target);
    timeout = Checks.seconds("timeout", timeout);
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
  }

  public boolean goesIntoExisting() {
    return intoExisting != null && intoExisting;
  }
}
