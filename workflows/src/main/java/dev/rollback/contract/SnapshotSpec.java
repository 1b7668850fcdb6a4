package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What to capture: the `config` of a request, one record per [RollbackType].
///
/// It names things and never carries a secret. The type travels beside it (`type`), not inside it.
public sealed interface SnapshotSpec {

  @JsonIgnore
  RollbackType type();

  /// A git repository at its present commit, with its index, its uncommitted and its untracked
  /// work.
  ///
  /// @param repoPath the work tree, or a bare repository
  /// @param branch the branch that must be checked out, or null for whichever is
  /// @param configFiles files captured and rolled back with the repository, as [Configuration] does
  /// @param includeUncommitted whether changed and untracked files are captured too; default true
  /// @param bundle whether the objects are kept in the store as well, so that losing them is
  ///     survived
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GitCommit(
      String repoPath,
      @Nullable String branch,
      List<String> configFiles,
      @Nullable Boolean includeUncommitted,
      @Nullable Boolean bundle)
      implements SnapshotSpec {

    public GitCommit {
      repoPath = Checks.path("config.repo_path", repoPath);
      branch = Checks.optionalText("config.branch", branch, 255);
      configFiles = Checks.optionalPaths("config.config_files", configFiles);
    }

    /// The repository as it stands, everything included.
    public static GitCommit of(String repoPath) {
      return new GitCommit(repoPath, null, List.of(), null, null);
    }

    public boolean capturesUncommitted() {
      return includeUncommitted == null || includeUncommitted;
    }

    public boolean keepsBundle() {
      return bundle != null && bundle;
    }

    @Override
    public RollbackType type() {
      return RollbackType.GIT_COMMIT;
    }
  }

  /// Files, directories with all beneath them, and globs.
  ///
  /// @param configFiles absolute paths, or globs (`*`, `?`, `[…]`, `**`) that match beneath an
  ///     absolute directory
  /// @param backupLocation a directory that receives a second copy of the captured data, or null
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Configuration(List<String> configFiles, @Nullable String backupLocation)
      implements SnapshotSpec {

    public Configuration {
      configFiles = Checks.paths("config.config_files", configFiles);
      backupLocation =
          backupLocation == null ? null : Checks.path("config.backup_location", backupLocation);
    }

    public static Configuration of(String... configFiles) {
      return new Configuration(List.of(configFiles), null);
    }

    @Override
    public RollbackType type() {
      return RollbackType.CONFIGURATION;
    }
  }

  /// Trees of files with all their metadata.
  ///
  /// @param paths absolute, each with all beneath it; taken as they are written: `*`, `?` and `[`
  ///     are plain characters
  /// @param backupLocation a directory that is a store of this snapshot's own, or null for the
  ///     worker's store
  /// @param exclude patterns in the grammar of gitignore, relative to each of `paths`; what they
  ///     match is neither captured nor touched by a rollback
  /// @param oneFileSystem whether what is mounted beneath a path is passed over; null or true: a
  ///     mounted directory is captured where it is named in `paths` itself
  /// @param parent the snapshot that unchanged files are compared with by their status alone; null
  ///     takes the newest of the same paths on the same host
  /// @param strict whether files that change while they are read, or cannot be read, refuse the
  ///     snapshot; default false, which captures the others and tells of these
  /// @param excludeCaches whether directories that hold a `CACHEDIR.TAG` are captured without what
  ///     else is in them; default false
  /// @param verifyContent whether every file is read, whatever `parent` says of it; default false
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileSystem(
      List<String> paths,
      @Nullable String backupLocation,
      List<String> exclude,
      @Nullable Boolean oneFileSystem,
      @Nullable String parent,
      @Nullable Boolean strict,
      @Nullable Boolean excludeCaches,
      @Nullable Boolean verifyContent)
      implements SnapshotSpec {

    private static final int MOST_PATTERNS = 10_000;

    public FileSystem {
      paths = Checks.paths("config.paths", paths);
      backupLocation =
          backupLocation == null ? null : Checks.path("config.backup_location", backupLocation);
      exclude = Checks.list("config.exclude", exclude, MOST_PATTERNS);
      exclude.forEach(each -> Checks.optionalText("config.exclude", each, 4096));
      parent = parent == null ? null : Checks.name("config.parent", parent);
      if (oneFileSystem != null && !oneFileSystem) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "config.one_file_system is false, but what is mounted beneath a path is never captured"
                + " with it. Name the mounted directory in config.paths.");
      }
    }

    public static FileSystem of(String... paths) {
      return new FileSystem(List.of(paths), null, List.of(), null, null, null, null, null);
    }

    public boolean refusesShortfalls() {
      return strict != null && strict;
    }

    public boolean excludesCaches() {
      return excludeCaches != null && excludeCaches;
    }

    public boolean verifiesContent() {
      return verifyContent != null && verifyContent;
    }

    @Override
    public RollbackType type() {
      return RollbackType.FILE_SYSTEM;
    }
  }

  /// Several layers captured together, and rolled back all or none.
  ///
  /// @param members at least one; names are unique
  /// @param order the members' names in the order of rolling back, or null for the reverse of
  ///     `members`
  /// @param parallelism how many members are captured at once, 1–64; default 8
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Set(List<Member> members, @Nullable List<String> order, @Nullable Integer parallelism)
      implements SnapshotSpec {

    private static final int MOST_MEMBERS = 500;

    public Set {
      members = Checks.list("config.members", members, MOST_MEMBERS);
      Checks.require(!members.isEmpty(), "config.members is empty; name at least one member.");
      var names = new TreeSet<String>();
      for (Member member : members) {
        Checks.require(
            names.add(member.name()),
            "config.members names %s twice; each name must be unique."
                .formatted(Texts.quoted(member.name())));
      }
      if (order != null) {
        order = Checks.list("config.order", order, MOST_MEMBERS);
        Checks.require(
            order.size() == names.size() && new TreeSet<>(order).equals(names),
            "config.order must name each of the members once.");
      }
      Checks.require(
          parallelism == null || (parallelism >= 1 && parallelism <= 64),
          "config.parallelism must be from 1 to 64.");
    }

    public static Set of(Member... members) {
      return new Set(List.of(members), null, null);
    }

    /// The members' names in the order in which they are rolled back.
    public List<String> rollbackOrder() {
      return order != null ? order : members.stream().map(Member::name).toList().reversed();
    }

    /// How many members are captured at once.
    public int width() {
      return parallelism == null ? 8 : parallelism;
    }

    /// Each member's spec under its name.
    public Map<String, SnapshotSpec> byName() {
      return members.stream().collect(Collectors.toUnmodifiableMap(Member::name, Member::config));
    }

    @Override
    public RollbackType type() {
      return RollbackType.SET;
    }
  }

  /// One layer of a [Set], under a name.
  @JsonNaming(SnakeCaseStrategy.class)
  record Member(String name, @TypedByNeighbour SnapshotSpec config) {
    public Member {
      name = Checks.name("config.members[].name", name);
      Checks.require(config != null, "Member %s has no config.".formatted(Texts.quoted(name)));
      Checks.require(
          !(config instanceof Set),
          "Member %s is itself a set; put its members into this one."
              .formatted(Texts.quoted(name)));
    }
  }
}
