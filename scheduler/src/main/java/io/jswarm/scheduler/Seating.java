package io.jswarm.scheduler;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.scheduler.filter.Pipeline;
import io.jswarm.scheduler.node.Claim;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeSet;
import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.node.SpreadKey;
import io.jswarm.scheduler.node.VolumeWish;
import io.jswarm.scheduler.spread.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the tasks of one service are while moves are planned, and which is to move next. */
final class Seating {
  /** Two branches, or nodes, that differ by one are as even as can be. */
  private static final int UNEVEN = 2;

  private static final Comparator<Seat> YOUNGEST_FIRST =
      Comparator.comparing((Seat seat) -> seat.task().createdAt())
          .thenComparing(seat -> seat.task().id())
          .reversed();

  /** A task on its node. */
  record Seat(Pending pending, Kind kind, Claim claim) {
    Task task() {
      return pending.task();
    }

    String nodeId() {
      return pending.task().nodeId();
    }
  }

  /**
   * Tasks for which one node is as good as another.
   *
   * @param kept the volumes that must not be left behind
   * @param nodeId where they are, when they have volumes; else empty
   */
  record Kind(Demand demand, VolumeWish kept, String nodeId) {}

  /** What a demand follows from. */
  private record Template(TaskSpec spec, EndpointSpec endpoint, VolumeWish volumes) {}

  /** What is to be done next. */
  record Step(Seat seat, NodeView to, String why) {}

  /** A node, and how many tasks of the service its branches have, the widest first. */
  private record Weighed(NodeView node, List<Integer> tasks) {}

  private final String serviceId;
  private final Map<String, Integer> failures;
  private final NodeSet nodes;
  private final Board board;
  private final List<Seat> seats = new ArrayList<>();

  /** Looked into only; the same tasks have the same demand, so that they are of one kind. */
  private final Map<Template, Demand> demands = new HashMap<>();

  Seating(Crowd crowd, NodeSet nodes, Board board) {
    this.serviceId = crowd.serviceId();
    this.failures = crowd.failures();
    this.nodes = nodes;
    this.board = board;
    crowd.tasks().forEach(one -> seats.add(seat(one, Claim.of(one.task(), one.endpoint()))));
    seats.sort(YOUNGEST_FIRST);
  }

  private Seat seat(Pending pending, Claim claim) {
    VolumeWish kept = VolumeWish.keeping(pending.task(), pending.serviceName());
    String nodeId = kept.names().isEmpty() ? "" : pending.task().nodeId();
    VolumeWish wish = VolumeWish.of(pending.task(), pending.serviceName());
    Demand demand =
        demands.computeIfAbsent(
            new Template(pending.task().spec(), pending.endpoint(), wish),
            _ -> Scheduler.demand(nodes, pending));
    return new Seat(pending, new Kind(demand, kept, nodeId), claim);
  }

  /** A move that spreads the service better. */
  Optional<Step> forSpread() {
    for (Map.Entry<Kind, Map<String, Seat>> kind : kinds().entrySet()) {
      Demand demand = kind.getKey().demand();
      for (int level = 0; level <= demand.spread().size(); level++) {
        for (List<NodeView> branch : branches(demand, level)) {
          Optional<Step> step = within(branch, level, kind.getKey(), kind.getValue());
          if (step.isPresent()) {
            return step;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A move that leaves the service as well spread as it is, and brings two nodes closer. */
  Optional<Step> forTotals(int gap) {
    for (Map.Entry<Kind, Map<String, Seat>> kind : kinds().entrySet()) {
      Demand demand = kind.getKey().demand();
      for (List<NodeView> branch : branches(demand, demand.spread().size())) {
        Optional<Step> step = closer(branch, gap, kind.getKey(), kind.getValue());
        if (step.isPresent()) {
          return step;
        }
      }
    }
    return Optional.empty();
  }

  /** Writes down that a task is on its new node. */
  void carryOut(Step step) {
    Seat seat = step.seat();
    NodeView from = board.node(seat.nodeId());
    if (from != null) {
      board.take(from, seat.claim());
    }
    var generic = step.to().give(seat.kind().demand()).orElseThrow();
    Claim claim = Claim.of(seat.kind().demand(), generic);
    board.add(step.to(), claim);
    Pending before = seat.pending();
    Task moved = before.task().withNodeId(step.to().id()).withGenericResources(generic);
    seats.set(
        seats.indexOf(seat),
        seat(new Pending(moved, before.endpoint(), before.serviceName()), claim));
  }

  /** By kind, the youngest task of each node that can spare one. */
  private Map<Kind, Map<String, Seat>> kinds() {
    Map<Kind, Map<String, Seat>> kinds = new LinkedHashMap<>();
    for (Seat seat : seats) {
      NodeView node = board.node(seat.nodeId());
      boolean lets =
          node != null
              && node.node().status().state() == NodeState.READY
              && node.node().spec().isActive();
      if (lets) {
        kinds.computeIfAbsent(seat.kind(), _ -> new HashMap<>()).putIfAbsent(seat.nodeId(), seat);
      }
    }
    return kinds;
  }

  /** The nodes by the values of the first so many preferences. */
  private Collection<List<NodeView>> branches(Demand demand, int level) {
    if (level == 0) {
      return List.of(List.copyOf(board.all()));
    }
    Map<List<String>, List<NodeView>> branches = new LinkedHashMap<>();
    for (NodeView node : board.all()) {
      branches
          .computeIfAbsent(path(node, demand.spread().subList(0, level)), _ -> new ArrayList<>())
          .add(node);
    }
    return branches.values();
  }

  private static List<String> path(NodeView node, List<SpreadKey> keys) {
    return keys.stream().map(key -> key.valueOn(node.node())).toList();
  }

  private Optional<Step> within(
      List<NodeView> branch, int level, Kind kind, Map<String, Seat> seated) {
    List<Weighed> weighed = weighed(branch, kind.demand(), level);
    Comparator<Weighed> byTasks = Seating::compareTasks;
    Weighed from =
        weighed.stream()
            .filter(each -> seated.containsKey(each.node.id()))
            .max(
                byTasks
                    .thenComparingInt(each -> each.node.active())
                    .thenComparing(each -> each.node.id(), Comparator.reverseOrder()))
            .orElse(null);
    if (from == null || from.tasks.getFirst() < UNEVEN) {
      return Optional.empty();
    }
    int most = from.tasks.getFirst() - UNEVEN;
    Order order = new Order(serviceId, failures);
    Comparator<Weighed> best = byTasks.thenComparing(Weighed::node, order);
    Pipeline pipeline = new Pipeline(kind.demand());
    Weighed to = null;
    for (Weighed each : weighed) {
      if (each.tasks.getFirst() <= most
          && (to == null || best.compare(each, to) < 0)
          && takes(each.node, pipeline, kind)) {
        to = each;
      }
    }
    return to == null ? Optional.empty() : step(seated, from, to, level);
  }

  private Optional<Step> step(Map<String, Seat> seated, Weighed from, Weighed to, int level) {
    Seat seat = seated.get(from.node.id());
    if (seat == null) {
      return Optional.empty();
    }
    List<SpreadKey> keys = seat.kind().demand().spread();
    boolean isNode = level == keys.size();
    String most = isNode ? name(from.node) : label(keys.get(level), from.node);
    String fewest = isNode ? name(to.node) : label(keys.get(level), to.node);
    String why =
        "%s has %d of its tasks, %s %s"
            .formatted(most, from.tasks.getFirst(), fewest, none(to.tasks.getFirst()));
    return Optional.of(new Step(seat, to.node, why));
  }

  private static String none(int tasks) {
    return tasks == 0 ? "none" : Integer.toString(tasks);
  }

  private static String label(SpreadKey key, NodeView node) {
    return key.label() + "=" + key.valueOn(node.node());
  }

  private static String name(NodeView node) {
    String name = node.node().description().hostname();
    return name.isEmpty() ? node.id() : name;
  }

  /**
   * Among nodes of one branch: from one with a task more of the service, and by so many more in
   * all, to one with a task less.
   */
  private Optional<Step> closer(
      List<NodeView> branch, int gap, Kind kind, Map<String, Seat> seated) {
    Map<Integer, NodeView> fullest = new HashMap<>();
    for (NodeView node : branch) {
      if (seated.containsKey(node.id())) {
        fullest.merge(node.activeOf(serviceId), node, (a, b) -> b.active() > a.active() ? b : a);
      }
    }
    Pipeline pipeline = new Pipeline(kind.demand());
    Order order = new Order(serviceId, failures);
    NodeView from = null;
    NodeView to = null;
    for (NodeView node : branch) {
      NodeView full = fullest.get(node.activeOf(serviceId) + 1);
      boolean helps = full != null && full.active() - node.active() >= gap;
      if (helps && (to == null || order.compare(node, to) < 0) && takes(node, pipeline, kind)) {
        from = full;
        to = node;
      }
    }
    Seat seat = from == null ? null : seated.get(from.id());
    if (from == null || to == null || seat == null) {
      return Optional.empty();
    }
    String why =
        "%s has %d tasks of all services, %s %s"
            .formatted(name(from), from.active(), name(to), none(to.active()));
    return Optional.of(new Step(seat, to, why));
  }

  /** Whether a task would be placed there, with nothing wrong and nothing left behind. */
  private boolean takes(NodeView node, Pipeline pipeline, Kind kind) {
    NodeView present = board.node(kind.nodeId());
    return node.node().status().message().isEmpty()
        && !failures.containsKey(node.id())
        && pipeline.passes(node)
        && (present == null || kind.kept().metBy(node) >= kind.kept().metBy(present));
  }

  /** The nodes with what their branches have from this level on, and themselves at the end. */
  private List<Weighed> weighed(List<NodeView> branch, Demand demand, int level) {
    List<SpreadKey> keys = demand.spread().subList(level, demand.spread().size());
    Map<List<String>, Integer> tasks = new HashMap<>();
    for (NodeView node : branch) {
      List<String> path = path(node, keys);
      for (int depth = 1; depth <= keys.size(); depth++) {
        tasks.merge(path.subList(0, depth), node.activeOf(serviceId), Integer::sum);
      }
    }
    List<Weighed> weighed = new ArrayList<>(branch.size());
    for (NodeView node : branch) {
      List<Integer> counts = new ArrayList<>(keys.size() + 1);
      List<String> path = path(node, keys);
      for (int depth = 1; depth <= keys.size(); depth++) {
        counts.add(tasks.getOrDefault(path.subList(0, depth), 0));
      }
      counts.add(node.activeOf(serviceId));
      weighed.add(new Weighed(node, counts));
    }
    return weighed;
  }

  private static int compareTasks(Weighed a, Weighed b) {
    for (int i = 0; i < a.tasks.size(); i++) {
      int order = Integer.compare(a.tasks.get(i), b.tasks.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
