package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.WorkloadPolicy;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices, GPUs and privileged containers under the cluster's policy. */
class PolicyUseTest {
  private static final String FUSE = "\"Devices\":[{\"PathOnHost\":\"/dev/fuse\"}]";
  private static final String PRIVILEGED = "\"Privileged\":true";

  private final Bench bench = Bench.withNodes(1);

  private static ServiceSpec having(String members) {
    String container = "{\"Image\":\"busybox\"," + members + "}";
    return task(web(1), spec -> spec.withContainerSpec(Json.read(container, ContainerSpec.class)));
  }

  private static WorkloadPolicy policy(boolean privileged, boolean gpus, String... devices) {
    return new WorkloadPolicy(privileged, gpus, List.of(devices));
  }

  private Swarm swarm() {
    return Objects.requireNonNull(bench.image.cluster()).swarm();
  }

  private Command allow(WorkloadPolicy policy) {
    return new Command.UpdateSwarm(
        swarm().version().index(),
        swarm().spec().withWorkloadPolicy(policy),
        Command.Rotation.NONE);
  }

  private Command update(Service service, ServiceSpec spec) {
    long version = bench.service(service.id()).version().index();
    return new Command.UpdateService(service.id(), version, spec, null);
  }

  private void done(Command command) {
    assertThat(bench.submit(command)).isInstanceOf(CommandResult.Done.class);
  }

  private void settle() {
    bench.obey();
    bench.pass(Duration.ofSeconds(10));
    bench.obey();
  }

  @Test
  void aServiceIsRefusedWhatThePolicyDoesNotAllowAndToldHowToAllowIt() {
    Command create = new Command.CreateService(having(FUSE + ",\"Gpus\":1"), null);
    done(allow(policy(false, false, "/dev/snd/*")));

    assertThat(bench.submit(create))
        .isEqualTo(
            new CommandResult.Refused(
                new Refusal(
                    Refusal.Kind.PERMISSION_DENIED,
                    "the cluster's policy does not allow GPUs, the device /dev/fuse; whoever runs"
                        + " the cluster can allow it: jswarm swarm update --workload-policy"
                        + " 'gpus,device=/dev/snd/*,device=/dev/fuse'")));
    done(allow(policy(false, true, "/dev/snd/*", "/dev/fuse")));
    done(create);
  }

  @Test
  void aPrivilegedContainerNeedsNoLeaveForItsDevices() {
    Command create = new Command.CreateService(having(FUSE + "," + PRIVILEGED), null);
    assertThat(bench.refusal(create))
        .contains("does not allow privileged containers; ")
        .endsWith("--workload-policy privileged");

    done(allow(policy(true, false)));
    done(create);
  }

  @Test
  void anUpdateAndARollbackAreHeldAgainstThePolicyToo() {
    done(allow(policy(true, false)));
    Service service = bench.create(having(PRIVILEGED));
    assertThat(bench.refusal(update(service, having(FUSE)))).contains("the device /dev/fuse");

    done(update(service, web(1)));
    settle();
    done(allow(WorkloadPolicy.NONE));
    long version = bench.service(service.id()).version().index();
    assertThat(bench.refusal(new Command.RollbackService(service.id(), version)))
        .contains("does not allow privileged containers");
  }

  @Test
  void thePolicyStaysWhatServicesNeed() {
    done(allow(policy(true, true, "/dev/*")));
    Service service = bench.create(having(FUSE));

    assertThat(bench.refusal(allow(policy(true, true, "/dev/snd"))))
        .isEqualTo(
            "services have what the policy would not allow any more; change or remove them first:"
                + " web (the device /dev/fuse)");
    done(allow(policy(false, false, "/dev/fuse")));
    done(new Command.RemoveService(service.id()));
    done(allow(WorkloadPolicy.NONE));
    assertThat(swarm().spec().workloadPolicy()).isNull();
  }

  @Test
  void anUpdateThatMayGoBackKeepsWhatItWouldGoBackTo() {
    done(allow(policy(true, false)));
    Service service = bench.create(having(PRIVILEGED));
    settle();

    done(update(service, web(1)));

    assertThat(bench.refusal(allow(WorkloadPolicy.NONE))).contains("web (privileged containers)");
  }

  @Test
  void tasksOfSpecsBeforeKeepWhatTheyHaveForAsLongAsTheyAreWanted() {
    done(allow(policy(true, false)));
    ServiceSpec three = having(PRIVILEGED).withMode(ServiceMode.ofReplicas(3));
    Service service = bench.create(three);
    settle();
    ServiceSpec plain = task(three, spec -> spec.withContainerSpec(ContainerSpec.of("busybox")));
    done(update(service, plain));
    done(update(service, task(plain, spec -> spec.withForceUpdate(1))));

    assertThat(bench.refusal(allow(WorkloadPolicy.NONE))).contains("web (privileged containers)");
    settle();
    settle();
    settle();
    done(allow(WorkloadPolicy.NONE));
  }

  @Test
  void aMalformedPolicyIsRefused() {
    assertThat(bench.refusal(allow(policy(false, false, "fuse"))))
        .contains("invalid device pattern \"fuse\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Devices":[{"PathOnHost":"fuse"}] | invalid device "fuse": it must be a whole path
          "Devices":[{"PathOnHost":"/dev/../etc"}] | invalid device "/dev/../etc"
          "Devices":[{"PathOnHost":"/dev/a","PathInContainer":"b"}] | invalid path "b" for device /dev/a
          "Devices":[{"PathOnHost":"/dev/a","CgroupPermissions":"rr"}] | invalid permissions "rr" of device /dev/a
          "Devices":[{"PathOnHost":"/a"},{"PathOnHost":"/b","PathInContainer":"/a"}] | duplicate device: /a
          "Gpus":-2 | invalid number of GPUs -2
          """)
  void whatMakesNoSenseIsRefusedWhateverThePolicy(String members, String sentence) {
    assertThat(bench.refusal(new Command.CreateService(having(members), null)))
        .startsWith("ContainerSpec: ")
        .contains(sentence);
  }

  @Test
  void gpusAreNotReservedTwice() {
    String reserved =
        "{\"Reservations\":{\"GenericResources\":[{\"DiscreteResourceSpec\":{\"Kind\":\"gpu\",\"Value\":1}}]}}";
    ServiceSpec spec =
        task(
            having("\"Gpus\":1"),
            each -> each.withResources(Json.read(reserved, ResourceRequirements.class)));

    assertThat(bench.refusal(new Command.CreateService(spec, null)))
        .contains("GPUs are reserved twice");
  }
}
