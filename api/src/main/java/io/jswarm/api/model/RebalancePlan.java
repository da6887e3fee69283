package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Which running tasks would be moved to other nodes, or have begun to be. Ours.
 *
 * @param moves in the order in which they are begun
 * @param more whether there are more beyond the limit
 * @param services those that have tasks to move, or a better spread already
 * @param excluded services of which no task may be moved
 */
@OmitEmpty
public record RebalancePlan(
    @Always List<PlannedMove> moves,
    @Always boolean more,
    @Always List<ServiceSpread> services,
    @Always List<Excluded> excluded) {
  public RebalancePlan {
    moves = Values.list(moves);
    services = Values.list(services);
    excluded = Values.list(excluded);
  }

  /**
   * One task that should be on another node.
   *
   * @param task its name, {@code web.3}
   * @param why what is uneven
   */
  public record PlannedMove(
      @JsonProperty("ServiceID") String serviceId,
      String task,
      @JsonProperty("TaskID") String taskId,
      @JsonProperty("FromID") String fromId,
      String from,
      @JsonProperty("ToID") String toId,
      String to,
      String why) {}

  /** How many tasks the emptiest and the fullest node have that may run the service, and will. */
  public record ServiceSpread(
      @JsonProperty("ServiceID") String serviceId,
      String service,
      long moves,
      long fewest,
      long most,
      long fewestAfter,
      long mostAfter) {}

  /** A service that is left as it is. */
  public record Excluded(String service, String why) {}
}
