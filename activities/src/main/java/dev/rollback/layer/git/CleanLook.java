package dev.rollback.layer.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks whether a work tree is clean and plain: HEAD, index and files are one, nothing is
/// converted, no submodule, no operation under way. That is the common case, and the only one that
/// is cheap.
final class CleanLook {
  private static final String ATTRIBUTES = ".gitattributes";

  private final Repository repository;
  private final RawTree raw;
  private final Set<RepoPath> read;

  /// @param raw begun with the index where the work tree is clean
  /// @param read files whose content is read whatever their times say
  CleanLook(Repository repository, RawTree raw, Set<RepoPath> read) {
    this.repository = repository;
    this.raw = raw;
    this.read = Set.copyOf(read);
  }

  /// Empty where it is not, or where that cannot be told cheaply.
  Optional<Observation> look() {
    if (!isOrdinary()) {
      return Optional.empty();
    }
    Beside<Head> head = Beside.begin(() -> Head.of(repository));
    Beside<String> committed = Beside.begin(this::committedTree);
    Optional<IndexFile> index = IndexFile.read(repository.index(), repository.idLength());
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Beside<Boolean> converts =
        Beside.begin(() -> new Attributes(repository).mayConvert(attributes(index.get())));
    String format = repository.objectFormat();
    Beside<String> indexed = Beside.begin(() -> IndexTrees.of(index.get(), format).root());
    String digest = IndexDigest.of(repository);
    raw.beginWithIndex();
    boolean clean =
        digest != null
            && new QuickLook(repository, index.get(), read).isClean()
            && !converts.answer()
            && committed.answer().equals(indexed.answer())
            && digest.equals(IndexDigest.of(repository));
    return clean
        ? Optional.of(Observation.plain(repository, head.answer(), committed.answer(), raw, read))
        : Optional.empty();
  }

  private boolean isOrdinary() {
    Settings settings = repository.settings();
    return settings.isTrue("core.filemode", true)
        && settings.isTrue("core.symlinks", true)
        && !settings.isTrue("core.ignorecase", false)
        && !settings.isTrue("core.sparsecheckout", false)
        && Operation.underWay(repository).isEmpty();
  }

  /// The tree of HEAD's commit; empty on an unborn branch.
  private String committedTree() {
    return repository.resolve("HEAD^{tree}").orElse("");
  }

  private static List<String> attributes(IndexFile index) {
    var ids = new ArrayList<String>();
    for (int entry = 0; entry < index.size(); entry++) {
      byte[] name = index.name(entry);
      if (endsWithAttributes(name)) {
        ids.add(index.id(entry));
      }
    }
    return ids;
  }

  private static boolean endsWithAttributes(byte[] name) {
    int start = name.length - ATTRIBUTES.length();
    for (int at = 0; at < ATTRIBUTES.length() && start >= 0; at++) {
      if (name[start + at] != ATTRIBUTES.charAt(at)) {
        return false;
      }
    }
    return start == 0 || (start > 0 && name[start - 1] == '/');
  }
}
