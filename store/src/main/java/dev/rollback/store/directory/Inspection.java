package dev.rollback.store.directory;

import dev.rollback.store.CheckReport;
import dev.rollback.store.CheckReport.Damage;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One look at everything a store holds. What vanishes while it looks, because an owner was
/// released, is no damage.
final class Inspection implements StoredContents.Visitor {
  private final Layout layout;
  private final OwnerLists lists;
  private final boolean readData;
  private final Map<ContentId, List<Owner>> needed = new HashMap<>();
  private final List<Damage> damages = new ArrayList<>();
  private long owners;
  private long contents;
  private long bytes;

  Inspection(Layout layout, boolean readData) {
    this.layout = layout;
    this.lists = new OwnerLists(layout);
    this.readData = readData;
  }

  CheckReport run() throws IOException {
    inspectFormat();
    for (Path file : lists.files()) {
      inspectList(file);
    }
    new StoredContents(layout).visit(this);
    for (Map.Entry<ContentId, List<Owner>> need : needed.entrySet()) {
      inspectPresence(need.getKey(), need.getValue());
    }
    damages.sort(Comparator.comparing(damage -> damage.owners().isEmpty()));
    return new CheckReport(owners, contents, bytes, damages);
  }

  private void inspectFormat() throws IOException {
    try {
      new StoreFormat(layout).verify();
    } catch (StoreException damaged) {
      report(damaged, Optional.empty(), List.of());
    }
  }

  private void inspectList(Path file) throws IOException {
    try {
      Optional<OwnerList> list = lists.read(file);
      list.ifPresent(this::remember);
    } catch (StoreException damaged) {
      report(damaged, Optional.empty(), layout.owner(file).stream().toList());
    }
  }

  private void remember(OwnerList list) {
    owners++;
    for (ContentId content : list.contents()) {
      needed.computeIfAbsent(content, _ -> new ArrayList<>(1)).add(list.owner());
    }
  }

  @Override
  public void content(ContentId id, Path file) throws IOException {
    try (ContentFile open = ContentFile.open(id, file)) {
      if (readData) {
        prove(open);
        bytes += ContentHeader.LENGTH + open.header().payloadLength();
      }
      contents++;
    } catch (NoSuchFileException collected) {
      // Whether anybody still needs it is seen at the end.
    } catch (StoreException damaged) {
      contents++;
      report(damaged, Optional.of(id), needed.getOrDefault(id, List.of()));
    } catch (IOException unreadable) {
      contents++;
      StoreException failure = StorageFailure.of(layout.root(), "read content " + id, unreadable);
      report(failure, Optional.of(id), needed.getOrDefault(id, List.of()));
    }
  }

  private static void prove(ContentFile file) throws IOException {
    try (InputStream plain = new ContentStream(file)) {
      plain.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void stranger(Path path) {
    damages.add(
        new Damage(
            Kind.UNKNOWN_FORMAT,
            Optional.empty(),
            List.of(),
            path + " is not of this store. See who put it there and move it away."));
  }

  private void inspectPresence(ContentId id, List<Owner> owners) throws IOException {
    if (Files.isRegularFile(layout.content(id), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var still = new ArrayList<Owner>();
    for (Owner owner : owners) {
      if (lists.read(owner).filter(list -> list.contents().contains(id)).isPresent()) {
        still.add(owner);
      }
    }
    if (!still.isEmpty()) {
      String lost = "Content " + id + " is missing from the store " + layout.root();
      report(new StoreException(Kind.MISSING, lost + "."), Optional.of(id), still);
    }
  }

  private void report(StoreException trouble, Optional<ContentId> content, List<Owner> owners) {
    String message = String.valueOf(trouble.getMessage());
    String needs = owners.isEmpty() ? "" : " Needed by " + owners + ": take these snapshots again.";
    damages.add(new Damage(trouble.kind(), content, owners, message + needs));
  }
}
