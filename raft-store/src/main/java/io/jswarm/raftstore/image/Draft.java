package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * An image while a round is being made of it: each change takes effect at once, exactly as it will
 * when the round is applied. Not thread-safe.
 */
public final class Draft {

  /** Most answers kept; the oldest go first. Ten minutes at eighty commands a second. */
  static final int MAX_REQUESTS = 50_000;

  private final ClusterImage base;
  private final long number;
  private final Instant at;
  private final Stamps stamps;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable ClusterImage image;

  // the image in parts, while changes go on
  private @Nullable ClusterState cluster;
  private Table<Service> services;
  private Table<Task> tasks;
  private Table<Node> nodes;
  private Table<Network> networks;
  private Table<Secret> secrets;
  private Table<Config> configs;
  private Table<ClusterVolume> volumes;
  private Table<RequestOutcome> requests;
  private PSortedMap<String, Member> members;
  private PSortedMap<String, Instant> revoked;
  private Addresses addresses;

  private Draft(ClusterImage base, Instant at) {
    this.base = base;
    this.number = base.round() + 1;
    this.at = at.isBefore(base.at()) ? base.at() : at;
    this.stamps = new Stamps(new Version(number), this.at);
    ClusterImage.Contents from = base.contents();
    cluster = from.cluster();
    services = from.services();
    tasks = from.tasks();
    nodes = from.nodes();
    networks = from.networks();
    secrets = from.secrets();
    configs = from.configs();
    volumes = from.volumes();
    requests = from.requests();
    members = from.members();
    revoked = from.revoked();
    addresses = from.addresses();
  }

  /** A draft of the next round. Its time is the given one, or the image's when that is later. */
  public static Draft on(ClusterImage base, Instant at) {
    return new Draft(base, at);
  }

  /** The image the draft was begun on. */
  public ClusterImage base() {
    return base;
  }

  /** The time of the round. */
  public Instant at() {
    return at;
  }

  /** The number of the round, which will be the version of all that it puts. */
  public long number() {
    return number;
  }

  /** The changes so far. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** How many changes there are so far. */
  public int size() {
    return changes.size();
  }

  /** The image after the changes so far. */
  public ClusterImage image() {
    ClusterImage now = image;
    if (now == null) {
      now =
          new ClusterImage(
              number,
              at,
              new ClusterImage.Contents(
                  cluster, services, tasks, nodes, networks, secrets, configs, volumes, requests,
                  members, revoked, addresses));
      image = now;
    }
    return now;
  }

  /** The round that brings the changes so far. */
  public Round toRound(long term) {
    return new Round(base.round(), term, at, changes);
  }

  /** Makes one change. */
  public void add(Change change) {
    changes.add(change);
    image = null;
    switch (change) {
      case Change.PutCluster put -> cluster = stamps.put(cluster, put.cluster());
      case Change.PutNode(var node) -> nodes = nodes.put(stamps.put(nodes.get(node.id()), node));
      case Change.RemoveNode(var id) -> nodes = nodes.remove(id);
      case Change.SetNodeStatus(var id, var status) ->
          nodes = update(nodes, id, node -> stamps.changed(seen(node, status)));
      case Change.PutService(var service) -> put(service);
      case Change.RemoveService(var id) -> {
        addresses = addresses.afterService(services.get(id), null, at);
        services = services.remove(id);
      }
      case Change.PutNetwork(var network) -> {
        networks = networks.put(stamps.put(networks.get(network.id()), network));
        addresses = addresses.with(network);
      }
      case Change.RemoveNetwork(var id) -> {
        networks = networks.remove(id);
        addresses = addresses.withoutNetwork(id);
      }
      case Change.PutBlock(var block) -> addresses = addresses.with(block);
      case Change.RemoveBlock(var networkId, var prefix) ->
          addresses = addresses.withoutBlock(networkId, prefix);
      case Change.ExpireFreed(var before) -> addresses = addresses.expired(before);
      case Change.PutSecret(var secret) ->
          secrets = secrets.put(stamps.put(secrets.get(secret.id()), secret));
      case Change.RemoveSecret(var id) -> secrets = secrets.remove(id);
      case Change.PutConfig(var config) ->
          configs = configs.put(stamps.put(configs.get(config.id()), config));
      case Change.RemoveConfig(var id) -> configs = configs.remove(id);
      case Change.PutVolume(var volume) ->
          volumes = volumes.put(stamps.put(volumes.get(volume.id()), volume));
      case Change.RemoveVolume(var id) -> volumes = volumes.remove(id);
      case Change.RenamePayload(var kind, var id, var name) -> rename(kind, id, name);
      case Change.PutMember(var member) -> members = members.plus(member.nodeId(), member);
      case Change.RemoveMember(var nodeId) -> members = members.minus(nodeId);
      case Change.PutRevoked(var nodeId, var until) -> revoked = revoked.plus(nodeId, until);
      case Change.ExpireRevoked(var before) -> expireRevoked(before);
      case Change.PutRequest(var outcome) -> keep(outcome);
      case Change.ExpireRequests(var before) -> expireRequests(before);
      case Change.OfTask ofTask -> tasks = changed(ofTask);
    }
  }

  private Table<Task> changed(Change.OfTask change) {
    return switch (change) {
      case Change.PutTask(var task) -> tasks.put(stamps.put(tasks.get(task.id()), interned(task)));
      case Change.RemoveTask(var id) -> {
        addresses = addresses.afterTask(tasks.get(id), at);
        yield tasks.remove(id);
      }
      case Change.SetTaskStatus(var id, var status) ->
          update(tasks, id, task -> stamps.changed(seen(task, status)));
      case Change.SetTaskDesired(var id, var desired) ->
          update(tasks, id, task -> stamps.changed(task.withDesiredState(desired)));
      case Change.AssignTask assign ->
          update(tasks, assign.taskId(), task -> stamps.changed(assigned(task, assign)));
    };
  }

  private void rename(PayloadKind kind, String id, String name) {
    switch (kind) {
      case SECRET ->
          secrets =
              update(secrets, id, secret -> secret.renamed(name).stamped(new Version(number), at));
      case CONFIG ->
          configs =
              update(configs, id, config -> config.renamed(name).stamped(new Version(number), at));
    }
  }

  /** Since when a node is down is told by the cluster's clock. */
  private Node seen(Node node, NodeStatus status) {
    boolean down = status.state() == NodeState.DOWN;
    Instant since = node.downSince() == null ? at : node.downSince();
    return node.withStatus(status).withDownSince(down ? since : null);
  }

  /** A worker's clock may be wrong: since when a task runs is told by the cluster's. */
  private Task seen(Task task, TaskStatus status) {
    Task seen = task.withStatus(status);
    boolean begins = status.state() == TaskState.RUNNING && task.runningSince() == null;
    return begins ? seen.withRunningSince(at) : seen;
  }

  private Task assigned(Task task, Change.AssignTask assign) {
    return task.withNodeId(assign.nodeId())
        .withStatus(assign.status())
        .withNetworksAttachments(shared(assign.attachments()))
        .withGenericResources(assign.genericResources());
  }

  private static <T> Table<T> update(Table<T> table, String id, UnaryOperator<T> change) {
    T row = table.get(id);
    return row == null ? table : table.put(change.apply(row));
  }

  private List<NetworkAttachment> shared(List<NetworkAttachment> attachments) {
    List<NetworkAttachment> interned = addresses.interned(attachments);
    addresses = addresses.sharing(interned);
    return interned;
  }

  private void put(Service service) {
    Service before = services.get(service.id());
    Service now = stamped(before, service);
    addresses = addresses.afterService(before, now, at);
    services = services.put(now);
  }

  private Service stamped(@Nullable Service before, Service service) {
    Service stamped = stamps.put(before, service);
    if (before != null
        && (before.spec().equals(service.spec()) || service.spec().isScaleOf(before.spec()))) {
      return stamped.withSpecVersion(before.specVersion());
    }
    return stamped.withSpecVersion(new Version(number));
  }

  /** The task with the spec and network objects that others already have, when they are equal. */
  private Task interned(Task task) {
    List<NetworkAttachment> attachments = task.networksAttachments();
    Task attached =
        attachments.isEmpty() ? task : task.withNetworksAttachments(shared(attachments));
    return withSpecOfService(attached);
  }

  private Task withSpecOfService(Task task) {
    Service service = services.get(task.serviceId());
    if (service == null) {
      return task;
    }
    TaskSpec template = service.spec().taskTemplate();
    return task.spec().equals(template) ? task.withSpec(template) : task;
  }

  private void keep(RequestOutcome outcome) {
    requests = requests.put(new RequestOutcome(outcome.requestId(), at, outcome.result()));
    while (requests.rows().size() > MAX_REQUESTS) {
      var oldest = requests.index(Tables.REQUESTS_BY_TIME).firstEntry().getValue();
      requests = requests.remove(oldest.firstKey());
    }
  }

  private void expireRequests(Instant before) {
    String limit = Tables.timeKey(before);
    var old = requests.index(Tables.REQUESTS_BY_TIME).headMap(limit);
    for (var sameSecond : old.values()) {
      for (String id : sameSecond.keySet()) {
        requests = requests.remove(id);
      }
    }
  }

  private void expireRevoked(Instant before) {
    for (var entry : revoked.entrySet()) {
      if (entry.getValue().isBefore(before)) {
        revoked = revoked.minus(entry.getKey());
      }
    }
  }
}
