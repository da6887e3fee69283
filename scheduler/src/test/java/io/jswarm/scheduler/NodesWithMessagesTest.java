package io.jswarm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.spread.Order;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node that says that something is wrong with it is the last to be chosen. */
class NodesWithMessagesTest {
  private static final Order ORDER = new Order("web", Map.of());

  @Test
  void aNodeWithoutAMessageComesBeforeOneWithASmallerId() {
    assertThat(sorted(ORDER, troubled("n1"), Nodes.ready("n2"))).containsExactly("n2", "n1");
  }

  @Test
  void ofNodesThatAllHaveOneTheUsualOrderDecides() {
    assertThat(sorted(ORDER, troubled("n2"), troubled("n1"))).containsExactly("n1", "n2");
  }

  @Test
  void failuresElsewhereCountLessThanTrouble() {
    Order order = new Order("web", Map.of("n2", 5));
    assertThat(sorted(order, troubled("n1"), Nodes.ready("n2"), Nodes.ready("n3")))
        .containsExactly("n3", "n2", "n1");
  }

  @Test
  void aMessageThatIsGoneIsForgotten() {
    assertThat(sorted(ORDER, said("n1", ""), Nodes.ready("n2"))).containsExactly("n1", "n2");
  }

  private static Node troubled(String id) {
    return said(id, "the disk is full");
  }

  private static Node said(String id, String message) {
    return Nodes.ready(id).withStatus(new NodeStatus(NodeState.READY, message, "10.0.0.1"));
  }

  private static List<String> sorted(Order order, Node... nodes) {
    return Stream.of(nodes).map(NodeView::of).sorted(order).map(NodeView::id).toList();
  }
}
