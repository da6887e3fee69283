package io.jswarm.raftstore.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Endpoint;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static final Instant NOON = Samples.NOON;

  private static ClusterImage after(ClusterImage image, Instant at, Change... changes) {
    return image.with(List.of(changes), at);
  }

  private static Task task(String id, String address) {
    return Samples.task(id, "s1", "nginx:1")
        .withNetworksAttachments(List.of(Samples.attachment("w1", address)));
  }

  @Test
  void theAddressesOfATaskThatIsGoneAreRemembered() {
    ClusterImage image =
        after(ClusterImage.EMPTY, NOON, new Change.PutTask(task("t1", "10.0.0.3/24")));
    ClusterImage gone = after(image, NOON.plusSeconds(5), new Change.RemoveTask("t1"));
    assertThat(gone.freed())
        .containsExactly(new FreedAddress("w1", "10.0.0.3", NOON.plusSeconds(5)));
    assertThat(after(gone, NOON, new Change.ExpireFreed(NOON.plusSeconds(5))).freed()).hasSize(1);
    assertThat(after(gone, NOON, new Change.ExpireFreed(NOON.plusSeconds(6))).freed()).isEmpty();
  }

  @Test
  void aTaskThatStoppedFreedThemThen() {
    ClusterImage image =
        after(
            ClusterImage.EMPTY,
            NOON,
            new Change.PutTask(task("t1", "10.0.0.3/24")),
            new Change.SetTaskStatus("t1", Samples.status(TaskState.FAILED)));
    assertThat(after(image, NOON.plusSeconds(59), new Change.RemoveTask("t1")).freed())
        .containsExactly(new FreedAddress("w1", "10.0.0.3", NOON));
    assertThat(after(image, NOON.plusSeconds(60), new Change.RemoveTask("t1")).freed()).isEmpty();
  }

  @Test
  void theVirtualAddressesAServiceLosesAreRemembered() {
    Service web = Samples.service("s1", "web", "nginx:1");
    Service reached = web.withEndpoint(endpoint("10.0.0.2/24", "10.0.0.4/24"));
    ClusterImage image = after(ClusterImage.EMPTY, NOON, new Change.PutService(reached));
    ClusterImage less =
        after(image, NOON, new Change.PutService(web.withEndpoint(endpoint("10.0.0.4/24"))));
    assertThat(less.freed()).extracting(FreedAddress::address).containsExactly("10.0.0.2");
    assertThat(after(less, NOON, new Change.RemoveService("s1")).freed())
        .extracting(FreedAddress::address)
        .containsExactly("10.0.0.4", "10.0.0.2");
  }

  private static Endpoint endpoint(String... addresses) {
    return new Endpoint(
        EndpointSpec.UNSET,
        List.of(),
        List.of(addresses).stream().map(one -> new EndpointVirtualIp("w1", one)).toList());
  }

  @Test
  void aNetworkTakesItsBlocksWithIt() {
    ClusterImage image =
        after(
            ClusterImage.EMPTY,
            NOON,
            new Change.PutNetwork(Samples.overlay("w1", "front", 4100)),
            new Change.PutBlock(new Block("w1", "10.0.0.0/28", Block.VIPS)),
            new Change.PutBlock(new Block("w1", "10.0.0.16/28", "n1")),
            new Change.PutBlock(new Block("w2", "10.0.0.0/28", "n1")));
    assertThat(image.blocksOfNetwork("w1")).hasSize(2);
    assertThat(image.blocksOfNode("n1")).hasSize(2);
    ClusterImage gone = after(image, NOON, new Change.RemoveNetwork("w1"));
    assertThat(gone.blocks()).containsExactly(new Block("w2", "10.0.0.0/28", "n1"));
    assertThat(gone.lastVni()).as("the highest ever").isEqualTo(4100);
  }

  @Test
  void tasksShareTheObjectOfANetworkUntilItChanges() {
    ClusterImage image =
        after(
            ClusterImage.EMPTY,
            NOON,
            new Change.PutTask(task("t1", "10.0.0.3/24")),
            new Change.PutTask(task("t2", "10.0.0.4/24")));
    assertThat(network(image, "t2")).isSameAs(network(image, "t1"));
  }

  private static Object network(ClusterImage image, String taskId) {
    return Objects.requireNonNull(image.task(taskId)).networksAttachments().getFirst().network();
  }
}
