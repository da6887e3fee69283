package io.jswarm.scheduler.node;

import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NamedResourceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counted resources a node has left. A kind is offered either as a number of equal pieces or as
 * named pieces; a task always asks for a number, and of named pieces it is given the first ones
 * that are free, in the node's order; or for all there are.
 */
final class GenericStock {
  private final List<GenericResource> total;
  private final List<GenericResource> taken;

  GenericStock(List<GenericResource> total, List<GenericResource> taken) {
    this.total = total;
    this.taken = taken;
  }

  /** The pieces that would be given for this demand, or empty when there are too few. */
  Optional<List<GenericResource>> give(List<DiscreteResourceSpec> demand) {
    List<GenericResource> given = new ArrayList<>();
    for (DiscreteResourceSpec wanted : demand) {
      List<GenericResource> pieces = give(wanted);
      if (pieces.isEmpty()) {
        return Optional.empty();
      }
      given.addAll(pieces);
    }
    return Optional.of(List.copyOf(given));
  }

  private List<GenericResource> give(DiscreteResourceSpec wanted) {
    if (wanted.value() == Demand.ALL) {
      return whole(wanted.kind());
    }
    if (freeCount(wanted.kind()) >= wanted.value()) {
      return List.of(GenericResource.discrete(wanted.kind(), wanted.value()));
    }
    List<GenericResource> named = freeNamed(wanted.kind());
    return named.size() >= wanted.value() ? named.subList(0, (int) wanted.value()) : List.of();
  }

  /** Every piece of a kind when none is taken. */
  private List<GenericResource> whole(String kind) {
    List<GenericResource> pieces = ofKind(total, kind);
    return ofKind(taken, kind).isEmpty() ? pieces : List.of();
  }

  private static List<GenericResource> ofKind(List<GenericResource> resources, String kind) {
    return resources.stream()
        .filter(each -> isNamed(each.namedResourceSpec(), kind) || count(List.of(each), kind) > 0)
        .toList();
  }

  private long freeCount(String kind) {
    return count(total, kind) - count(taken, kind);
  }

  private static long count(List<GenericResource> resources, String kind) {
    long sum = 0;
    for (GenericResource resource : resources) {
      DiscreteResourceSpec pieces = resource.discreteResourceSpec();
      if (pieces != null && pieces.kind().equals(kind)) {
        sum += pieces.value();
      }
    }
    return sum;
  }

  private List<GenericResource> freeNamed(String kind) {
    Set<GenericResource> gone = new HashSet<>(taken);
    return total.stream()
        .filter(resource -> isNamed(resource.namedResourceSpec(), kind))
        .filter(resource -> !gone.contains(resource))
        .toList();
  }

  private static boolean isNamed(@Nullable NamedResourceSpec piece, String kind) {
    return piece != null && piece.kind().equals(kind);
  }
}
