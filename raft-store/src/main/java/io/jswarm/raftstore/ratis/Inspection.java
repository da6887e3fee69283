package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what a member has on disk before Ratis does. What a power loss can have left half-done
 * is mended, since it was never acknowledged; anything else that is missing ends in {@link
 * LogDamaged}.
 */
final class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final Pattern SEGMENT = Pattern.compile("log_(\\d+)-(\\d+)");
  private static final Pattern OPEN_SEGMENT = Pattern.compile("log_inprogress_(\\d+)");

  /** Ratis' file of the term and the vote in it. */
  private static final String VOTE = "raft-meta";

  private Inspection() {}

  /**
   * Makes a member's data fit for a start.
   *
   * @param group the group's folder, with {@code current} and {@code sm} in it; may be missing
   * @throws LogDamaged when something is gone that may have been acknowledged
   */
  static void mend(Path group) throws IOException {
    Path current = group.resolve("current");
    if (!Files.isDirectory(current)) {
      return;
    }
    requireVote(current.resolve(VOTE));
    dropTornConfiguration(current.resolve(RaftStateMachine.STORED_CONFIGURATION));
    for (Path segment : files(current, OPEN_SEGMENT)) {
      int lost = SegmentFile.cutTornTail(segment);
      if (lost > 0) {
        LOG.warn("{} ended in a half-written entry, which was cut off ({} bytes)", segment, lost);
      }
    }
    Optional<Long> snapshot = StoredSnapshots.keepWhole(group.resolve("sm"));
    requireNoGap(current, snapshot.orElse(-1L));
  }

  /** A member that has forgotten whom it voted for could vote twice in one term. */
  private static void requireVote(Path vote) throws IOException {
    if (Files.exists(vote) && !Files.readString(vote).contains("term=")) {
      throw new LogDamaged(vote, "it does not say whom this member voted for");
    }
  }

  /** The same configuration is in the log or in the leader's hands. */
  private static void dropTornConfiguration(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      if (bytes.length > 0 && LogEntryProto.parseFrom(bytes).hasConfigurationEntry()) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("{} is no configuration", file, e);
    }
    LOG.warn("{} is damaged and is left out: the log has it too", file);
    Files.delete(file);
  }

  private static void requireNoGap(Path current, long snapshot) throws IOException {
    long first = Long.MAX_VALUE;
    for (Path segment : files(current, SEGMENT)) {
      first = Math.min(first, number(SEGMENT, segment));
    }
    for (Path segment : files(current, OPEN_SEGMENT)) {
      first = Math.min(first, number(OPEN_SEGMENT, segment));
    }
    if (first != Long.MAX_VALUE && first > snapshot + 1) {
      throw new LogDamaged(
          current,
          "the log begins with entry %d and no whole snapshot has what was before"
              .formatted(first));
    }
  }

  private static long number(Pattern pattern, Path file) {
    Matcher name = pattern.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is no part of a log");
    }
    return Long.parseLong(name.group(1));
  }

  private static List<Path> files(Path directory, Pattern names) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> names.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }
}
