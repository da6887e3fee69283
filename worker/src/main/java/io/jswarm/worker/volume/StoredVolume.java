package io.jswarm.worker.volume;

import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.TreeCopy;
import io.jswarm.worker.volume.VolumeNews.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One name under which a volume is, or may come to be, from its making to its removal. Its lock is
 * held while something is done to it, the disk and file servers included; no other volume waits.
 */
final class StoredVolume {
  private static final Logger LOG = LoggerFactory.getLogger(StoredVolume.class);

  private final VolumeFiles files;
  private final ReentrantLock lock = new ReentrantLock();

  /** Read without the lock, changed with it. */
  private final List<Holder> holders = new CopyOnWriteArrayList<>();

  private volatile @Nullable Volume volume;
  private boolean isMounted; // guarded by lock
  private boolean gone; // guarded by lock: another one may have the name now

  StoredVolume(Path directory) {
    this.files = new VolumeFiles(directory);
  }

  /** Work that fails as disks do. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws IOException;
  }

  private <T> T locked(String what, Step<T> step) {
    lock.lock();
    try {
      return step.take();
    } catch (IOException e) {
      throw new VolumeException.Failed(what + " volume " + files.name(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Takes over what a former daemon left. */
  void adopt(boolean mounted) throws IOException {
    volume = files.read();
    isMounted = mounted;
  }

  Optional<Volume> seen() {
    return Optional.ofNullable(volume);
  }

  List<Holder> holders() {
    return holders;
  }

  boolean isHeldBy(String containerId) {
    return holders.stream().anyMatch(each -> each.containerId().equals(containerId));
  }

  /**
   * Makes it unless it is there.
   *
   * @return empty when it has been removed meanwhile: the caller takes another one by that name
   */
  Optional<Made> make(Volume wanted) {
    return locked(
        "making",
        () -> {
          if (gone) {
            return Optional.empty();
          }
          Volume present = volume;
          if (present != null) {
            return Optional.of(new Made(present, false));
          }
          files.make(wanted);
          volume = wanted;
          return Optional.of(new Made(wanted, true));
        });
  }

  /** A volume that is there now, and whether it was not before. */
  record Made(Volume volume, boolean isNew) {}

  /**
   * Has it ready for a container.
   *
   * @return false when it has been removed meanwhile
   */
  boolean hold(Holder holder) {
    lock.lock();
    try {
      Volume present = volume;
      if (gone || present == null) {
        return false;
      }
      if (present.isMounted() && !isMounted) {
        mount(present);
      }
      holders.add(holder);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void mount(Volume present) {
    MountCall call = MountCall.of(present.options()).orElseThrow();
    try {
      FileServer.mount(call, files.data());
      isMounted = true;
    } catch (IOException e) {
      throw new VolumeException.Failed(
          "error while mounting volume '%s': failed to mount local volume: %s"
              .formatted(files.data(), e.getMessage()));
    }
  }

  /** As {@link #hold}, of a container that has run on while nobody looked. */
  void heldBefore(Holder holder) {
    holders.add(holder);
  }

  /** Copies an image's directory in, if nobody would miss anything. */
  void fill(Descriptor content) {
    locked(
        "filling",
        () -> {
          boolean wasCut = Files.exists(files.filling());
          if (wasCut && holders.size() == 1) {
            FileTree.clear(files.data());
          } else if (wasCut || !files.isEmpty()) {
            return false;
          }
          Files.write(files.filling(), new byte[0]);
          TreeCopy.copy(content, files.data());
          Files.delete(files.filling());
          return true;
        });
  }

  /** A container needs it no more; with the last one goes the mount. */
  List<Holder> letGo(String containerId) {
    return locked(
        "unmounting",
        () -> {
          List<Holder> left =
              holders.stream().filter(each -> each.containerId().equals(containerId)).toList();
          holders.removeAll(left);
          unmountIfUnused();
          return left;
        });
  }

  private void unmountIfUnused() throws IOException {
    if (isMounted && holders.isEmpty()) {
      Mounts.unmount(files.data());
      isMounted = false;
    }
  }

  /** After a restart: takes away what a former daemon has left mounted for nobody. */
  void settle() {
    locked(
        "unmounting",
        () -> {
          unmountIfUnused();
          return true;
        });
  }

  /**
   * Removes it with all it holds, for good.
   *
   * @param use says who else must be asked
   * @param trash where it may lie until all of it is deleted
   * @return what it was; empty when somebody else was faster
   */
  Optional<Volume> remove(VolumeUse use, Path trash) {
    return locked(
        "removing",
        () -> {
          Volume present = volume;
          if (gone || present == null) {
            return Optional.empty();
          }
          List<String> users = use.of(present.name());
          if (!users.isEmpty() || !holders.isEmpty()) {
            throw new VolumeException.Conflict(
                "remove %s: volume is in use - [%s]"
                    .formatted(present.name(), String.join(", ", users(users))));
          }
          unmountIfUnused();
          if (!Mounts.beneath(files.directory()).isEmpty()) {
            throw new IOException("something is mounted in " + files.data() + ": unmount it first");
          }
          Files.move(files.directory(), trash);
          volume = null;
          gone = true;
          deleteLater(present, new VolumeFiles(trash));
          return Optional.of(present);
        });
  }

  private List<String> users(List<String> users) {
    return users.isEmpty() ? holders.stream().map(Holder::containerId).distinct().toList() : users;
  }

  /** A volume's own directory is walked; one to mount on is not, for it is empty or not ours. */
  private static void deleteLater(Volume present, VolumeFiles trash) {
    try {
      if (present.isMounted()) {
        Files.deleteIfExists(trash.data());
      }
      FileTree.delete(trash.directory());
    } catch (IOException e) {
      LOG.warn(
          "volume {} is removed; {} could not be deleted and is tried again at the next start: {}",
          present.name(),
          trash.directory(),
          e.toString());
    }
  }

  /** What its files take on disk. */
  long bytes() {
    return locked("measuring", () -> FileTree.bytes(files.data()));
  }
}
