package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must be true after a rollback; `type` in JSON says which.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = VerificationTest.FileExists.class, name = "file_exists"),
  @JsonSubTypes.Type(value = VerificationTest.FileAbsent.class, name = "file_absent"),
  @JsonSubTypes.Type(value = VerificationTest.FileContent.class, name = "file_content"),
  @JsonSubTypes.Type(value = VerificationTest.FileMode.class, name = "file_mode"),
  @JsonSubTypes.Type(value = VerificationTest.GitCommit.class, name = "git_commit"),
  @JsonSubTypes.Type(value = VerificationTest.ServiceStatus.class, name = "service_status"),
  @JsonSubTypes.Type(value = VerificationTest.HealthCheck.class, name = "health_check"),
  @JsonSubTypes.Type(value = VerificationTest.TcpPort.class, name = "tcp_port"),
  @JsonSubTypes.Type(value = VerificationTest.Command.class, name = "command")
})
public sealed interface VerificationTest {
  /// How long to try, or null for once.
  @Nullable Retry retry();

  /// The wire name of this kind of test.
  @JsonIgnore
  default String kind() {
    return switch (this) {
      case FileExists ignored -> "file_exists";
      case FileAbsent ignored -> "file_absent";
      case FileContent ignored -> "file_content";
      case FileMode ignored -> "file_mode";
      case GitCommit ignored -> "git_commit";
      case ServiceStatus ignored -> "service_status";
      case HealthCheck ignored -> "health_check";
      case TcpPort ignored -> "tcp_port";
      case Command ignored -> "command";
    };
  }

  /// Something is at `path`; a link counts by itself, wherever it points.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileExists(String path, @Nullable Retry retry) implements VerificationTest {
    public FileExists {
      path = Checks.path("file_exists path", path);
    }
  }

  /// Nothing is at `path`.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileAbsent(String path, @Nullable Retry retry) implements VerificationTest {
    public FileAbsent {
      path = Checks.path("file_absent path", path);
    }
  }

  /// The regular file at `path` holds what exactly one of the three says.
  ///
  /// @param contains a text (UTF-8) that stands somewhere in it
  /// @param matches a regular expression found somewhere in it
  /// @param sha256 of the whole content, 64 hexadecimal digits
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileContent(
      String path,
      @Nullable String contains,
      @Nullable String matches,
      @Nullable String sha256,
      @Nullable Retry retry)
      implements VerificationTest {
    public FileContent {
      path = Checks.path("file_content path", path);
      int given = (contains == null ? 0 : 1) + (matches == null ? 0 : 1) + (sha256 == null ? 0 : 1);
      Checks.require(given == 1, "file_content needs one of contains, matches, sha256.");
      Checks.require(
          sha256 == null || sha256.matches("[0-9a-fA-F]{64}"),
          "file_content sha256 must be 64 hexadecimal digits.");
      Checks.regularExpression("file_content matches", matches);
    }
  }

  /// The permission bits, owner and group of what is at `path`; at least one of the three is given.
  ///
  /// @param mode octal, such as `0644`
  /// @param owner name or number
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileMode(
      String path,
      @Nullable String mode,
      @Nullable String owner,
      @Nullable String group,
      @Nullable Retry retry)
      implements VerificationTest {
    public FileMode {
      path = Checks.path("file_mode path", path);
      Checks.require(
          mode != null || owner != null || group != null, "file_mode needs mode, owner or group.");
      Checks.require(
          mode == null || mode.matches("0?[0-7]{3,4}"),
          "file_mode mode must be octal, such as 0644.");
    }
  }

  /// HEAD of a repository is at a commit.
  ///
  /// @param expectedCommit its hash, or a prefix of it that is unique
  /// @param repoPath null for the snapshot's own repository
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GitCommit(String expectedCommit, @Nullable String repoPath, @Nullable Retry retry)
      implements VerificationTest {
    public GitCommit {
      Checks.require(
          expectedCommit != null && expectedCommit.matches("[0-9a-fA-F]{4,64}"),
          "git_commit expected_commit must be 4 to 64 hexadecimal digits.");
      repoPath = repoPath == null ? null : Checks.path("git_commit repo_path", repoPath);
    }
  }

  /// Each of the services is running.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ServiceStatus(List<String> services, @Nullable Retry retry) implements VerificationTest {
    public ServiceStatus {
      services = Checks.list("service_status services", services, 100);
      Checks.require(!services.isEmpty(), "service_status needs at least one service.");
      services.forEach(
          service ->
              Checks.require(
                  service.matches("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]{0,254}"),
                  "service_status: %s is not a service name.".formatted(Texts.quoted(service))));
    }
  }

  /// An HTTP GET answers with a status.
  ///
  /// @param expectedStatus default 200
  /// @param followRedirects whether a redirect to another host is followed; default false
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HealthCheck(
      String url,
      @Nullable Integer expectedStatus,
      @Nullable Boolean followRedirects,
      @Nullable Retry retry)
      implements VerificationTest {
    public HealthCheck {
      url = Checks.present("health_check url", Checks.optionalText("health_check url", url, 4096));
      Checks.httpUrl("health_check url", url);
      Checks.require(
          expectedStatus == null || (expectedStatus >= 100 && expectedStatus <= 599),
          "health_check expected_status must be from 100 to 599.");
    }

    @JsonIgnore
    public int expectedStatusOrDefault() {
      return expectedStatus == null ? 200 : expectedStatus;
    }
  }

  /// A TCP connection can be made.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TcpPort(String host, int port, @Nullable Retry retry) implements VerificationTest {
    public TcpPort {
      host = Checks.present("tcp_port host", Checks.optionalText("tcp_port host", host, 255));
      Checks.require(port >= 1 && port <= 65_535, "tcp_port port must be from 1 to 65535.");
    }
  }

  /// A command that the worker's configuration names exits with 0.
  ///
  /// @param name as configured; never a path
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Command(String name, List<String> args, @Nullable Retry retry)
      implements VerificationTest {
    public Command {
      name = Checks.name("command name", name);
      args = Checks.list("command args", args, 100);
      args.forEach(arg -> Checks.optionalText("command args", arg, 4096));
    }
  }
}
