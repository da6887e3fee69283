package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogMember;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where members can be dialled, kept in a file: a member that starts again needs the addresses of
 * the others before it can read them from the replicated state. One line per member, {@code id
 * host:port}. Thread-safe.
 */
final class AddressBook {
  private final Path file;
  private final SortedMap<String, String> addresses = new TreeMap<>();

  AddressBook(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          addresses.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    }
    addresses.forEach(PeerResolver::learn);
  }

  /** Remembers addresses, on disk too; those that are empty are left out. */
  synchronized void learn(List<LogMember> members) throws IOException {
    boolean changed = false;
    for (LogMember member : members) {
      if (!member.address().isEmpty()) {
        changed |= !member.address().equals(addresses.put(member.id(), member.address()));
        PeerResolver.learn(member.id(), member.address());
      }
    }
    if (changed) {
      write();
    }
  }

  /** The address of a member, empty when unknown. */
  synchronized String address(String memberId) {
    return addresses.getOrDefault(memberId, "");
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    addresses.forEach((id, address) -> text.append(id).append(' ').append(address).append('\n'));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, text);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
