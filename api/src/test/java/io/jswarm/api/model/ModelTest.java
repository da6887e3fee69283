package io.jswarm.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTest {
  @Test
  void anAbsentModeIsOneReplica() {
    assertThat(ServiceMode.UNSET.workload()).isEqualTo(new Workload.Replicated(1));
    assertThat(new ServiceMode(new ReplicatedService(null, null), null, null, null).workload())
        .isEqualTo(new Workload.Replicated(1));
  }

  @Test
  void everyModeHasItsWorkload() {
    assertThat(ServiceMode.ofReplicas(0).workload()).isEqualTo(new Workload.Replicated(0));
    assertThat(ServiceMode.ofGlobal().workload()).isEqualTo(new Workload.Global());
    assertThat(ServiceMode.ofGlobalJob().workload()).isEqualTo(new Workload.GlobalJob());
    assertThat(ServiceMode.ofReplicatedJob(2, 5).workload())
        .isEqualTo(new Workload.ReplicatedJob(2, 5));
  }

  @Test
  void aJobsMissingNumberIsTakenFromTheOtherOne() {
    assertThat(new ReplicatedJob(null, 5L).workload()).isEqualTo(new Workload.ReplicatedJob(5, 5));
    assertThat(new ReplicatedJob(3L, null).workload()).isEqualTo(new Workload.ReplicatedJob(3, 3));
    assertThat(new ReplicatedJob(null, null).workload())
        .isEqualTo(new Workload.ReplicatedJob(1, 1));
  }

  @Test
  void mapsAreSortedAndNeitherMapsNorListsCanBeChanged() {
    NodeSpec spec = new NodeSpec("", Map.of("b", "2", "a", "1", "c", "3"), "worker", "active");
    assertThat(spec.labels().keySet()).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> spec.labels().put("d", "4"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(new NodeSpec("", spec.labels(), "worker", "drain").labels()).isSameAs(spec.labels());
    Placement placement = new Placement(List.of("x"), List.of(), 0, List.of());
    assertThatThrownBy(() -> placement.constraints().add("y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatACopyDoesNotNameStaysAsItWas() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Service service =
        Service.of(
            "id",
            ServiceSpec.of("web", TaskSpec.of(ContainerSpec.of("img")), ServiceMode.ofGlobal()),
            at);
    Service stamped = service.stamped(new Version(7), at.plusSeconds(1));
    assertThat(stamped.version().index()).isEqualTo(7);
    assertThat(stamped.createdAt()).isEqualTo(at);
    assertThat(stamped.updatedAt()).isEqualTo(at.plusSeconds(1));
    assertThat(stamped.stamped(Version.ZERO, at)).isEqualTo(service);
  }

  @Test
  void aSpecIsAScaleOfAnotherWhenOnlyTheNumberOfItsTasksDiffers() {
    ServiceSpec two = autoscaled(2, 70);
    assertThat(two.withMode(two.mode().withReplicas(5)).isScaleOf(two)).isTrue();
    assertThat(two.withName("other").isScaleOf(two)).isFalse();
    assertThat(autoscaled(5, 80).isScaleOf(two)).isFalse();
    ServiceSpec plain = two.withMode(ServiceMode.ofReplicas(5));
    assertThat(plain.isScaleOf(two)).isFalse();
    assertThat(plain.withMode(ServiceMode.ofReplicas(2)).isScaleOf(plain)).isFalse();
  }

  private static ServiceSpec autoscaled(long replicas, long cpu) {
    Autoscale autoscale = new Autoscale(1, 9, cpu, 0, null);
    return ServiceSpec.of(
        "web",
        TaskSpec.of(ContainerSpec.of("img")),
        new ServiceMode(new ReplicatedService(replicas, autoscale), null, null, null));
  }
}
