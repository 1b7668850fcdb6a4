package dev.rollback.worker.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rollback.worker.Settings.LogFormat;
import org.slf4j.LoggerFactory;

/// Where log lines go: to standard error, as text or as JSON. Standard output belongs to answers.
final class Logging {
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex{short}";

  private Logging() {}

  /// For a process that somebody watches: warnings, or everything that we and the SDK say.
  static void forPerson(boolean verbose) {
    start(LogFormat.PLAIN, verbose ? Level.INFO : Level.WARN);
    if (!verbose) {
      level("io.temporal", Level.ERROR);
      level("org.flywaydb", Level.ERROR);
      level("io.grpc", Level.ERROR);
    }
  }

  static void forWorker(LogFormat format) {
    start(format, Level.INFO);
  }

  private static void start(LogFormat format, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(format, context));
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender);
  }

  private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case JSON -> new JsonEncoder();
          case PLAIN -> {
            PatternLayoutEncoder plain = new PatternLayoutEncoder();
            plain.setPattern(PATTERN);
            yield plain;
          }
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static void level(String name, Level level) {
    ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
  }
}
