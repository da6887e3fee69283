package io.jswarm.raftstore.codec;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.FreedAddress;
import io.jswarm.raftstore.image.ImageLoader;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.image.RequestOutcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images as bytes.
 *
 * <p>Form: a sequence of CBOR items. First {@code [level, round, at, cluster or null]}; then for
 * task specs, networks that tasks are attached to, services, tasks, nodes, networks, secrets,
 * configs, requests, members, revoked nodes, blocks and freed addresses, in this order, their
 * number and that many items; then the highest VXLAN network identifier, and the number and items
 * of cluster volumes. A task is {@code [task without spec and attachments, place of its spec,
 * attachments]}, an attachment having its network's place; a revoked node is {@code [id, until]}.
 * Before level 2 there were neither networks of tasks nor what comes after revoked nodes, and tasks
 * kept their attachments; before level 3 there were no cluster volumes.
 */
public final class SnapshotCodec {
  private static final String WHAT = "the snapshot";

  private SnapshotCodec() {}

  /** Writes an image; the stream stays open. */
  public static void write(ClusterImage image, OutputStream to) {
    SpecTable table = new SpecTable();
    NetworkTable attached = new NetworkTable();
    for (Task task : image.tasks().values()) {
      table.place(task.spec());
      attached.placed(task.networksAttachments());
    }
    try (ItemWriter out = new ItemWriter(to)) {
      out.array(FormatLevel.CURRENT, image.round(), image.at(), image.cluster());
      rows(out, table.specs());
      rows(out, attached.networks());
      rows(out, image.services().values());
      out.item(image.tasks().size());
      for (Task task : image.tasks().values()) {
        out.array(
            task.withSpec(TaskSpec.EMPTY).withNetworksAttachments(List.of()),
            table.place(task.spec()),
            attached.placed(task.networksAttachments()));
      }
      rows(out, image.nodes().values());
      rows(out, image.networks().values());
      rows(out, image.secrets().values());
      rows(out, image.configs().values());
      rows(out, image.requests().values());
      rows(out, image.members().values());
      out.item(image.revoked().size());
      image.revoked().forEach((id, until) -> out.array(id, until));
      rows(out, image.blocks());
      rows(out, image.freed());
      out.item(image.lastVni());
      rows(out, image.volumes().values());
    }
  }

  private static void rows(ItemWriter out, Collection<?> rows) {
    out.item(rows.size());
    rows.forEach(out::item);
  }

  /**
   * Reads an image to the end of the stream, which is closed. Its tasks share their specs.
   *
   * @throws UnreadableException when it is damaged or of a later format
   */
  public static ClusterImage read(InputStream from) {
    try (ItemReader in = new ItemReader(from, WHAT)) {
      in.beginArray();
      int level = in.nextInt();
      FormatLevel.check(level, WHAT);
      boolean networks = level >= FormatLevel.NETWORKS;
      ImageLoader loader = new ImageLoader(in.nextLong(), in.next(Instant.class));
      loader.cluster(in.nextOrNull(ClusterState.class));
      in.endArray();
      List<TaskSpec> specs = in.items(in.nextInt(), TaskSpec.class);
      List<SwarmNetwork> attached =
          networks ? in.items(in.nextInt(), SwarmNetwork.class) : List.of();
      in.items(in.nextInt(), Service.class).forEach(loader::add);
      tasks(in, specs, networks ? attached : null, loader);
      in.items(in.nextInt(), Node.class).forEach(loader::add);
      in.items(in.nextInt(), Network.class).forEach(loader::add);
      in.items(in.nextInt(), Secret.class).forEach(loader::add);
      in.items(in.nextInt(), Config.class).forEach(loader::add);
      in.items(in.nextInt(), RequestOutcome.class).forEach(loader::add);
      in.items(in.nextInt(), Member.class).forEach(loader::add);
      revoked(in, loader);
      if (networks) {
        in.items(in.nextInt(), Block.class).forEach(loader::add);
        in.items(in.nextInt(), FreedAddress.class).forEach(loader::add);
        loader.lastVni(in.nextInt());
      }
      if (level >= FormatLevel.VOLUMES) {
        in.items(in.nextInt(), ClusterVolume.class).forEach(loader::add);
      }
      in.end();
      return loader.image();
    }
  }

  private static void tasks(
      ItemReader in,
      List<TaskSpec> specs,
      @Nullable List<SwarmNetwork> attached,
      ImageLoader loader) {
    int count = in.nextInt();
    for (int i = 0; i < count; i++) {
      in.beginArray();
      Task task = in.next(Task.class).withSpec(SpecTable.at(specs, in.nextInt()));
      loader.add(
          attached == null
              ? task
              : task.withNetworksAttachments(
                  NetworkTable.attachments(attached, in.next(NetworkTable.Placed[].class))));
      in.endArray();
    }
  }

  private static void revoked(ItemReader in, ImageLoader loader) {
    int count = in.nextInt();
    for (int i = 0; i < count; i++) {
      in.beginArray();
      loader.revoked(in.next(String.class), in.next(Instant.class));
      in.endArray();
    }
  }
}
