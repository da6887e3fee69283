package io.jswarm.raftstore.image;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes drawn from a small world, so that they often meet the same objects; same seed, same. */
public final class RandomChanges {
  private static final int WORLD = 12;
  private final Random random;

  public RandomChanges(long seed) {
    this.random = new Random(seed);
  }

  /** A round for this image, some time after it. */
  public Round round(ClusterImage on) {
    Instant at = on.at().plusMillis(random.nextInt(90_000));
    List<Change> changes = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      changes.add(change(at));
    }
    return new Round(on.round(), 1 + random.nextInt(3), at, changes);
  }

  private Change change(Instant at) {
    return random.nextInt(3) == 0 ? rareChange(at) : taskChange();
  }

  private Change.OfTask taskChange() {
    String task = id("t");
    return switch (random.nextInt(6)) {
      case 0 -> new Change.RemoveTask(task);
      case 1 -> new Change.SetTaskStatus(task, Samples.status(state()));
      case 2 -> new Change.SetTaskDesired(task, state());
      case 3 ->
          new Change.AssignTask(
              task, id("n"), Samples.status(TaskState.ASSIGNED), attachments(), List.of());
      case 4 ->
          new Change.PutTask(
              Samples.task(task, id("s"), image()).withNetworksAttachments(attachments()));
      default -> new Change.PutTask(Samples.task(task, id("s"), image()));
    };
  }

  private Change rareChange(Instant at) {
    return switch (random.nextInt(26)) {
      case 0 -> new Change.PutCluster(Samples.cluster());
      case 1 -> new Change.PutNode(Samples.node(id("n"), id("host")));
      case 2 -> new Change.RemoveNode(id("n"));
      case 3 -> new Change.SetNodeStatus(id("n"), Samples.node("n", "h").status());
      case 4, 5 -> new Change.PutService(Samples.service(id("s"), id("web"), image()));
      case 6 -> new Change.RemoveService(id("s"));
      case 7 -> new Change.PutNetwork(Samples.network(id("w"), id("net")));
      case 17 -> new Change.PutNetwork(Samples.overlay(id("w"), id("net"), random.nextInt(9000)));
      case 18 -> new Change.PutBlock(new Block(id("w"), "10.0.0." + random.nextInt(4), id("n")));
      case 19 -> new Change.RemoveBlock(id("w"), "10.0.0." + random.nextInt(4));
      case 20 -> new Change.ExpireFreed(at.minusSeconds(60));
      case 8 -> new Change.RemoveNetwork(id("w"));
      case 9 -> new Change.PutSecret(Samples.secret(id("x"), id("secret")));
      case 10 -> new Change.RemoveSecret(id("x"));
      case 11 -> new Change.PutConfig(Samples.config(id("c"), id("config")));
      case 12 -> new Change.RemoveConfig(id("c"));
      case 13 -> new Change.PutMember(new Member(id("n"), id("n") + "-1", "a:1", "a:2"));
      case 14 -> new Change.RemoveMember(id("n"));
      case 15 -> new Change.PutRevoked(id("n"), at.plusSeconds(random.nextInt(300)));
      case 16 -> new Change.PutRequest(new RequestOutcome(id("r"), at, Bytes.ofText("done")));
      case 21 -> new Change.RenamePayload(PayloadKind.SECRET, id("x"), id("old"));
      case 23 -> new Change.PutVolume(Samples.volume(id("v"), id("data")));
      case 24 -> new Change.RemoveVolume(id("v"));
      case 22 -> new Change.RenamePayload(PayloadKind.CONFIG, id("c"), id("old"));
      default ->
          random.nextBoolean()
              ? new Change.ExpireRequests(at.minusSeconds(300))
              : new Change.ExpireRevoked(at);
    };
  }

  private List<NetworkAttachment> attachments() {
    List<NetworkAttachment> attachments = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      attachments.add(Samples.attachment(id("w"), "10.0.0." + random.nextInt(WORLD) + "/24"));
    }
    return attachments;
  }

  private String id(String prefix) {
    return prefix + random.nextInt(WORLD);
  }

  private String image() {
    return "image:" + random.nextInt(3);
  }

  private TaskState state() {
    TaskState[] all = TaskState.values();
    return all[random.nextInt(all.length)];
  }
}
