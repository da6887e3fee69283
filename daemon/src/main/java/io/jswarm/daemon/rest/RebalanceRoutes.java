package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Command.ToRebalance;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.RebalancePlan;
import io.jswarm.api.model.RebalancePlan.Excluded;
import io.jswarm.api.model.RebalancePlan.PlannedMove;
import io.jswarm.api.model.RebalancePlan.ServiceSpread;
import io.jswarm.api.model.Service;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.manager.orchestration.BalancePlan;
import io.jswarm.manager.orchestration.Movable;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.scheduler.Move;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jswarm/v1/services/rebalance}: which running tasks would be on other nodes if they were
 * placed today, and having them moved there. Ours.
 */
final class RebalanceRoutes {
  /** So many moves are planned at once; who wants more asks again. */
  static final int MOVES_MAX = 1_000;

  private final Cluster cluster;

  RebalanceRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router.add("POST", "/jswarm/v1/services/rebalance", this::rebalance);
  }

  /**
   * What a client asks.
   *
   * @param services ids or names; none for all
   * @param maxMoves no more moves than this, in all; zero for as many as help
   */
  private record Wish(@Nullable List<String> services, boolean dryRun, long maxMoves) {
    List<String> named() {
      return services == null ? List.of() : services;
    }
  }

  private Reply rebalance(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    Wish wish = Body.read(request, Wish.class);
    if (wish.maxMoves < 0) {
      throw ApiError.badRequest("invalid number of moves " + wish.maxMoves + ": at least 1");
    }
    ClusterImage image = cluster.image(request);
    List<Service> movable = new ArrayList<>();
    List<Excluded> excluded = new ArrayList<>();
    for (Service service : asked(image, wish.named())) {
      Optional<String> obstacle = Movable.obstacle(service);
      if (obstacle.isEmpty()) {
        movable.add(service);
      } else if (wish.dryRun || wish.named().isEmpty()) {
        excluded.add(new Excluded(service.spec().name(), obstacle.get()));
      } else {
        throw ApiError.badRequest("service " + service.spec().name() + " " + obstacle.get());
      }
    }
    int movesMax = wish.maxMoves == 0 ? MOVES_MAX : (int) Math.min(wish.maxMoves, MOVES_MAX);
    BalancePlan plan = BalancePlan.of(image, movable, movesMax);
    List<ServiceSpread> spreads = spreads(image, movable, plan.moves());
    List<ToRebalance> begun =
        spreads.stream()
            .filter(each -> each.moves() > 0)
            .map(each -> new ToRebalance(each.serviceId(), wish.maxMoves == 0 ? 0 : each.moves()))
            .toList();
    if (!wish.dryRun && !begun.isEmpty()) {
      cluster.submit(request, new Command.RebalanceServices(begun));
    }
    return Answers.ok(
        new RebalancePlan(
            plan.moves().stream().map(move -> shown(image, move)).toList(),
            !plan.isWhole(),
            spreads,
            excluded));
  }

  /** In the order of their names, each once. */
  private static List<Service> asked(ClusterImage image, List<String> references) {
    return (references.isEmpty()
            ? image.services().values().stream()
            : references.stream().map(reference -> Lookup.service(image, reference)).distinct())
        .sorted(Comparator.comparing((Service service) -> service.spec().name()))
        .toList();
  }

  private static List<ServiceSpread> spreads(
      ClusterImage image, List<Service> services, List<Move> moves) {
    return services.stream()
        .map(service -> {
          long own = moves.stream().filter(m -> m.task().serviceId().equals(service.id())).count();
          BalancePlan.Spread now = BalancePlan.spread(image, service, List.of());
          BalancePlan.Spread then = BalancePlan.spread(image, service, moves);
          return new ServiceSpread(
              service.id(),
              service.spec().name(),
              own,
              now.fewest(),
              now.most(),
              then.fewest(),
              then.most());
        })
        .toList();
  }

  private static PlannedMove shown(ClusterImage image, Move move) {
    return new PlannedMove(
        move.task().serviceId(),
        TaskNames.of(image, move.task()),
        move.task().id(),
        move.from(),
        name(image, move.from()),
        move.to(),
        name(image, move.to()),
        move.why());
  }

  private static String name(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    return node == null ? nodeId : node.description().hostname();
  }
}
