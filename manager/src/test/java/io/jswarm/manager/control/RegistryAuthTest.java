package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which credentials a service has for its image. */
class RegistryAuthTest {
  private static final RegistryAuth OLD = RegistryAuth.of("old");
  private static final RegistryAuth NEW = RegistryAuth.of("new");

  private final Bench bench = Bench.withNodes(1);

  private Service created(@Nullable RegistryAuth auth) {
    return written(new Command.CreateService(web(1), auth));
  }

  private Service written(Command command) {
    CommandResult result = bench.submit(command);
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    return bench.service(((CommandResult.Done) result).id());
  }

  private Service updated(Service service, @Nullable RegistryAuth auth) {
    return written(update(service, web(1).withLabels(Map.of("a", "b")), auth, false));
  }

  private Command update(
      Service service, ServiceSpec spec, @Nullable RegistryAuth auth, boolean previous) {
    long version = bench.service(service.id()).version().index();
    return new Command.UpdateService(service.id(), version, spec, auth, previous);
  }

  @Test
  void areKeptByUpdatesThatBringNone() {
    Service service = created(OLD);
    assertThat(service.registryAuth()).isEqualTo(OLD);
    assertThat(service.previousRegistryAuth()).isNull();

    service = updated(service, null);
    assertThat(service.registryAuth()).isEqualTo(OLD);
    assertThat(service.previousRegistryAuth()).isEqualTo(OLD);
  }

  @Test
  void areReplacedByAnUpdateAndRestoredByARollback() {
    Service service = updated(created(OLD), NEW);
    assertThat(service.registryAuth()).isEqualTo(NEW);
    assertThat(service.previousRegistryAuth()).isEqualTo(OLD);

    service = written(new Command.RollbackService(service.id(), service.version().index()));
    assertThat(service.registryAuth()).isEqualTo(OLD);
    assertThat(service.previousRegistryAuth()).isEqualTo(NEW);
  }

  @Test
  void areThoseOfThePreviousSpecWhereTheClientSaysSo() {
    Service first = created(OLD);
    assertThat(bench.refusal(update(first, web(2), null, true)))
        .isEqualTo("service " + first.id() + " does not have a previous spec");

    Service service = updated(first, NEW);
    service = written(update(service, web(2), null, true));
    assertThat(service.registryAuth()).isEqualTo(OLD);
    assertThat(service.previousRegistryAuth()).isEqualTo(NEW);
  }

  @Test
  void restartNothingWhenNothingElseChanges() {
    Service service = created(OLD);
    bench.obey();
    Set<String> before = new TreeSet<>(bench.image.tasks().keySet());
    written(update(service, service.spec(), NEW, false));
    bench.obey();
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.image.tasks().keySet()).isEqualTo(before);
  }

  @Test
  void areRestoredByARollbackThatTheLeaderBegins() {
    ServiceSpec spec =
        web(1)
            .withUpdateConfig(
                new UpdateConfig(
                    1, Duration.ZERO, "rollback", Duration.ofSeconds(5), 0, "stop-first"));
    Service service = written(new Command.CreateService(spec, OLD));
    bench.obey();
    ServiceSpec broken = task(spec, each -> each.withForceUpdate(1));
    service = written(update(service, broken, NEW, false));
    for (int i = 0; i < 20 && bench.service(service.id()).previousSpec() != null; i++) {
      bench.image.tasks().values().stream()
          .filter(each -> each.spec().forceUpdate() == 1)
          .filter(each -> each.status().state() == TaskState.RUNNING)
          .toList()
          .forEach(each -> bench.report(each, TaskState.FAILED));
      bench.obey();
      bench.pass(Duration.ofSeconds(1));
    }
    Service back = bench.service(service.id());
    assertThat(back.registryAuth()).isEqualTo(OLD);
    assertThat(back.previousRegistryAuth()).isNull();
  }
}
