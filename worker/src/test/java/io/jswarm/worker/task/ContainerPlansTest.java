package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.template.TemplateException;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerPlansTest {
  private static final NodeFacts NODE =
      new NodeFacts("n1", "host1", new Platform("x86_64", "linux"));

  @Test
  void namesAndLabelsAreSwarms() {
    ContainerPlan plan = ContainerPlans.plan(Sample.web("t1"), NODE);

    assertThat(plan.name()).isEqualTo("web.1.t1");
    assertThat(plan.labels())
        .containsEntry("com.docker.swarm.task.name", "web.1.t1")
        .containsEntry("com.docker.swarm.node.id", "n1");
    assertThat(plan.network()).isEqualTo(new NetworkMode.Isolated());
  }

  @Test
  void theSameTaskGivesTheSameContainerIdAndAnotherTaskAnother() {
    String id = ContainerPlans.plan(Sample.web("t1"), NODE).containerId();

    assertThat(ContainerPlans.plan(Sample.web("t1"), NODE).containerId()).isEqualTo(id);
    assertThat(ContainerPlans.plan(Sample.web("t2"), NODE).containerId()).isNotEqualTo(id);
  }

  @Test
  void templatesAreFilledInInEnvAndHostname() {
    ContainerSpec spec =
        ContainerSpec.of("busybox")
            .withHostname("{{.Service.Name}}-{{.Task.Slot}}-{{ .Node.Hostname }}")
            .withEnv(
                List.of(
                    "TASK={{.Task.ID}}",
                    "ARCH={{.Node.Platform.Architecture}}",
                    "ZONE={{index .Service.Labels \"zone\"}}",
                    "ALSO={{.Service.Labels.zone}}",
                    "PLAIN=$HOME {x}"));

    ContainerSpec expanded = ContainerPlans.plan(with(spec), NODE).container();

    assertThat(expanded.hostname()).isEqualTo("web-1-host1");
    assertThat(expanded.env())
        .containsExactly("TASK=t1", "ARCH=x86_64", "ZONE=a", "ALSO=a", "PLAIN=$HOME {x}");
  }

  @Test
  void aTemplateThatCannotBeFilledInSaysWhichPartAndWhy() {
    ContainerSpec unknown = ContainerSpec.of("busybox").withEnv(List.of("A={{.Node.Color}}"));
    ContainerSpec open = ContainerSpec.of("busybox").withHostname("x{{.Task.ID");

    assertThatThrownBy(() -> ContainerPlans.plan(with(unknown), NODE))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "expanding env failed: expanding env \"A={{.Node.Color}}\": template: expansion:1:7:"
                + " executing \"expansion\" at <.Node.Color>: can't evaluate field Color in type"
                + " struct { ID string; Hostname string; Platform template.Platform }");
    assertThatThrownBy(() -> ContainerPlans.plan(with(open), NODE))
        .hasMessage("expanding hostname failed: template: expansion:1: unclosed action");
  }

  @Test
  void aTaskOnTheHostNetworkIsOnTheHostNetwork() {
    for (String reference : List.of("host", PredefinedNetwork.HOST.id())) {
      TaskSpec spec =
          TaskSpec.of(ContainerSpec.of("busybox"))
              .withNetworks(List.of(new NetworkAttachmentConfig(reference, List.of(), Map.of())));
      Task task = Sample.web("t1").task().withSpec(spec);

      ContainerPlan plan = ContainerPlans.plan(new Assignment(task, "web", Map.of()), NODE);

      assertThat(plan.network()).isEqualTo(new NetworkMode.Host());
    }
  }

  @Test
  void resourcesTheTaskWasGivenAreInItsEnvironment() {
    Task task =
        Sample.web("t1")
            .task()
            .withGenericResources(
                List.of(
                    GenericResource.named("gpu", "uuid1"),
                    GenericResource.named("gpu", "uuid2"),
                    GenericResource.discrete("ssd", 3)));

    ContainerPlan plan = ContainerPlans.plan(new Assignment(task, "web", Map.of()), NODE);

    assertThat(plan.container().env())
        .containsExactly("DOCKER_RESOURCE_GPU=uuid1,uuid2", "DOCKER_RESOURCE_SSD=3");
  }

  private static Assignment with(ContainerSpec spec) {
    Task task = Sample.web("t1").task().withSpec(TaskSpec.of(spec));
    return new Assignment(task, "web", Map.of("zone", "a"));
  }
}
