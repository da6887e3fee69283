package io.jswarm.worker.engine.oci;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jswarm.api.codec.Json;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.MountPoint;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept on disk of a container, so that the next daemon knows it again.
 *
 * @param pid of its first process, and with {@code startTicks} that process's identity
 * @param conmonPid of the conmon that waits for it, and with {@code conmonTicks} its identity
 * @param mounts none for a container that was made before they were kept
 */
record ContainerRecord(
    int format,
    ContainerPlan plan,
    String imageId,
    ContainerProcess process,
    Instant created,
    Phase phase,
    int pid,
    long startTicks,
    int conmonPid,
    long conmonTicks,
    @Nullable Instant startedAt,
    @Nullable Exit exit,
    List<MountPoint> mounts) {
  static final int FORMAT = 2;

  /** Said how a container meets the network in one word. */
  private static final int FORMAT_OF_WORDS = 1;

  enum Phase {
    CREATED,
    RUNNING,
    EXITED,
    DEAD
  }

  static ContainerRecord read(byte[] text) throws IOException {
    ObjectNode json = Json.read(text, ObjectNode.class);
    int format = json.path("Format").asInt();
    if (format == FORMAT_OF_WORDS && json.get("Plan") instanceof ObjectNode plan) {
      String word = plan.path("Network").asString();
      plan.putObject("Network").put("type", word);
      json.put("Format", FORMAT);
    } else if (format != FORMAT) {
      throw new IOException(
          "a container record of format %d; this version reads %d and %d"
              .formatted(format, FORMAT_OF_WORDS, FORMAT));
    }
    return Json.read(Json.writeBytes(json), ContainerRecord.class);
  }

  void write(Path file) throws IOException {
    WholeFile.write(file, Json.writeBytes(this));
  }

  ContainerRecord {
    mounts = mounts == null ? List.of() : List.copyOf(mounts);
  }

  ContainerRecord running(Instant at) {
    return new ContainerRecord(
        format,
        plan,
        imageId,
        process,
        created,
        Phase.RUNNING,
        pid,
        startTicks,
        conmonPid,
        conmonTicks,
        at,
        exit,
        mounts);
  }

  ContainerRecord ended(Phase how, Exit exit) {
    return new ContainerRecord(
        format,
        plan,
        imageId,
        process,
        created,
        how,
        pid,
        startTicks,
        conmonPid,
        conmonTicks,
        startedAt,
        exit,
        mounts);
  }

  @JsonIgnore
  boolean hasEnded() {
    return phase == Phase.EXITED || phase == Phase.DEAD;
  }

  private Optional<Started> started() {
    return Optional.ofNullable(startedAt).map(at -> new Started(pid, at));
  }

  LocalContainer seen() {
    return new LocalContainer(plan, imageId, process, created, state(), mounts);
  }

  private LocalContainer.State state() {
    Exit known = exit == null ? new Exit(Exit.UNKNOWN_CODE, false, created, "") : exit;
    return switch (phase) {
      case CREATED -> new LocalContainer.Created();
      case RUNNING -> new LocalContainer.Running(started().orElseThrow());
      case EXITED -> new LocalContainer.Exited(started(), known);
      case DEAD -> new LocalContainer.Dead(started(), known);
    };
  }
}
