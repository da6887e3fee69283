package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigReference;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.RuntimeTarget;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.manager.bench.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadsTest {
  private final Bench bench = Bench.withNodes(2);

  private static SecretSpec secret(String name, String data) {
    return new SecretSpec(name, Map.of(), Bytes.ofText(data), null, null);
  }

  private static ConfigSpec config(String name, int bytes) {
    return new ConfigSpec(name, Map.of(), Bytes.of(new byte[bytes]), null);
  }

  private String done(Command command) {
    CommandResult result = bench.submit(command);
    assertThat(result).as(command.toString()).isInstanceOf(CommandResult.Done.class);
    return ((CommandResult.Done) result).id();
  }

  private String refusal(Command command) {
    CommandResult result = bench.submit(command);
    assertThat(result).as(command.toString()).isInstanceOf(CommandResult.Refused.class);
    Refusal refusal = ((CommandResult.Refused) result).refusal();
    return refusal.kind() + " " + refusal.message();
  }

  private String made(String name, String data) {
    return done(new Command.CreateSecret(secret(name, data)));
  }

  private String rotated(String name, String data) {
    return done(new Command.RotatePayload(PayloadKind.SECRET, name, Bytes.ofText(data)));
  }

  private static SecretReference reference(String id, String name) {
    return new SecretReference(new FileTarget(name, "0", "0", 0444), id, name);
  }

  private static ServiceSpec with(ServiceSpec spec, SecretReference... secrets) {
    ContainerSpec container = Objects.requireNonNull(spec.taskTemplate().containerSpec());
    return spec.withTaskTemplate(
        spec.taskTemplate()
            .withContainerSpec(container.withPayloads(List.of(secrets), container.configs())));
  }

  private Service service(String name) {
    return Objects.requireNonNull(bench.image.serviceByName(name));
  }

  /** The ids of the secrets a service's tasks get. */
  private List<String> secretsOf(String service) {
    ContainerSpec container =
        Objects.requireNonNull(service(service).spec().taskTemplate().containerSpec());
    return container.secrets().stream().map(SecretReference::secretId).toList();
  }

  private List<String> names() {
    return bench.image.secrets().values().stream().map(Payload::name).sorted().toList();
  }

  static Stream<Arguments> refused() {
    Driver plugin = new Driver("vault", Map.of());
    return Stream.of(
        Arguments.of(secret("", "x"), "INVALID_ARGUMENT name must be provided"),
        Arguments.of(
            secret("-a", "x"),
            "INVALID_ARGUMENT invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the"
                + " start and end character must be [a-zA-Z0-9]"),
        Arguments.of(
            secret("a".repeat(65), "x"),
            "INVALID_ARGUMENT invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the"
                + " start and end character must be [a-zA-Z0-9]"),
        Arguments.of(
            secret("a", ""),
            "INVALID_ARGUMENT secret data must be larger than 0 and less than 512000 bytes"),
        Arguments.of(
            secret("a", "x".repeat(512_000)),
            "INVALID_ARGUMENT secret data must be larger than 0 and less than 512000 bytes"),
        Arguments.of(
            new SecretSpec("a", Map.of(), null, plugin, null),
            "UNIMPLEMENTED secret driver \"vault\" is a plugin, and this version of jswarm has"
                + " none: leave --driver out and give the data itself"),
        Arguments.of(
            new SecretSpec("a", Map.of(), Bytes.ofText("x"), null, plugin),
            "INVALID_ARGUMENT unrecognized template driver \"vault\" for a secret: use golang or"
                + " none"),
        Arguments.of(
            new SecretSpec("a", Map.of("l", "x".repeat(9_000)), Bytes.ofText("x"), null, null),
            "INVALID_ARGUMENT the labels of a secret have at most 8192 bytes together, not"
                + " 9001"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aSecretThatCannotBeKeptIsRefused(SecretSpec spec, String sentence) {
    assertThat(refusal(new Command.CreateSecret(spec))).isEqualTo(sentence);
  }

  @Test
  void theLargestPayloadsFitARoundTogether() {
    long first = bench.image.round();
    bench.logIsSlow = true;
    bench.offerCommand("a", new Command.CreateConfig(config("a", 1_023_999)));
    bench.offerCommand("b", new Command.CreateConfig(config("b", 1_023_999)));
    bench.offerCommand("c", new Command.CreateConfig(config("c", 1_023_999)));
    bench.offerCommand("d", new Command.CreateConfig(config("d", 1_023_999)));
    while (!bench.proposed.isEmpty()) {
      bench.commit();
    }

    assertThat(bench.image.configs()).hasSize(4);
    assertThat(bench.image.round() - first).isLessThan(4);
    assertThat(refusal(new Command.CreateConfig(config("e", 1_024_000))))
        .contains("config data must be larger than 0 and less than 1024000 bytes");
  }

  @Test
  void aNameIsTakenOnceAmongSecretsAndOnceAmongConfigs() {
    made("a", "x");
    assertThat(refusal(new Command.CreateSecret(secret("a", "y"))))
        .isEqualTo("ALREADY_EXISTS secret a already exists");
    done(new Command.CreateConfig(config("a", 1)));
    assertThat(refusal(new Command.CreateConfig(config("a", 1))))
        .isEqualTo("ALREADY_EXISTS config a already exists");
  }

  @Test
  void onlyLabelsCanBeUpdated() {
    String id = made("a", "x");
    long version = Objects.requireNonNull(bench.image.secret(id)).version().index();
    SecretSpec labelled = new SecretSpec("a", Map.of("l", "1"), null, null, null);

    assertThat(refusal(new Command.UpdateSecret("a", version, secret("a", "y"))))
        .isEqualTo("INVALID_ARGUMENT only updates to Labels are allowed");
    assertThat(refusal(new Command.UpdateSecret("a", version, secret("b", "x"))))
        .isEqualTo("INVALID_ARGUMENT only updates to Labels are allowed");
    assertThat(refusal(new Command.UpdateSecret("a", version + 1, labelled)))
        .isEqualTo("OUT_OF_SEQUENCE update out of sequence");
    done(new Command.UpdateSecret("a", version, labelled));

    assertThat(Objects.requireNonNull(bench.image.secret(id)).spec())
        .isEqualTo(new SecretSpec("a", Map.of("l", "1"), Bytes.ofText("x"), null, null));
  }

  @Test
  void whatServicesReferToIsNotRemoved() {
    String id = made("a", "x");
    done(new Command.CreateService(with(web(1), reference(id, "a")), null));
    assertThat(refusal(new Command.RemovePayload(PayloadKind.SECRET, "a")))
        .isEqualTo(
            "INVALID_ARGUMENT secret 'a' is in use by the following service: " + web(1).name());
    done(new Command.CreateService(with(web(1).withName("other"), reference(id, "a")), null));
    assertThat(refusal(new Command.RemovePayload(PayloadKind.SECRET, "a")))
        .contains("is in use by the following services: " + web(1).name() + ", other");

    done(new Command.RemoveService(web(1).name()));
    done(new Command.RemoveService("other"));
    done(new Command.RemovePayload(PayloadKind.SECRET, "a"));
    assertThat(refusal(new Command.RemovePayload(PayloadKind.SECRET, "a")))
        .isEqualTo("NOT_FOUND secret a not found");
  }

  @Test
  void aServiceGetsOnlyWhatThereIs() {
    String id = made("a", "x");
    made("b", "x");
    SecretReference good = reference(id, "a");
    List<List<SecretReference>> wrong =
        List.of(
            List.of(reference("nope", "a")),
            List.of(reference(id, "b")),
            List.of(reference("nope", "c"), reference("nope", "d")),
            List.of(reference("", "a")),
            List.of(new SecretReference(null, id, "a")),
            List.of(new SecretReference(new FileTarget("", "0", "0", 0444), id, "a")),
            List.of(good, good));
    List<String> sentences =
        List.of(
            "secret not found: a",
            "secret not found: b",
            "secrets not found: c, d",
            "malformed secret reference",
            "malformed secret reference, no target provided",
            "malformed file secret reference, invalid target file name provided",
            "secret references 'a' and 'a' have a conflicting target: 'a'");
    for (int i = 0; i < wrong.size(); i++) {
      ServiceSpec spec = with(web(1), wrong.get(i).toArray(SecretReference[]::new));
      assertThat(refusal(new Command.CreateService(spec, null)))
          .isEqualTo("INVALID_ARGUMENT " + sentences.get(i));
    }
    done(new Command.CreateService(with(web(1), good), null));
    Service web = service(web(1).name());
    assertThat(
            refusal(
                new Command.UpdateService(
                    web.id(),
                    web.version().index(),
                    with(web(1), wrong.getFirst().getFirst()),
                    null)))
        .isEqualTo("INVALID_ARGUMENT secret not found: a");
  }

  @Test
  void aConfigForTheRuntimeIsRefused() {
    String id = done(new Command.CreateConfig(config("a", 1)));
    ContainerSpec container = Objects.requireNonNull(web(1).taskTemplate().containerSpec());
    ConfigReference credential = new ConfigReference(null, new RuntimeTarget(), id, "a");
    ServiceSpec spec =
        web(1)
            .withTaskTemplate(
                web(1)
                    .taskTemplate()
                    .withContainerSpec(container.withPayloads(List.of(), List.of(credential))));
    assertThat(refusal(new Command.CreateService(spec, null)))
        .startsWith("UNIMPLEMENTED configs read by the runtime");
  }

  @Test
  void rotatingGivesEveryServiceTheNewVersionInOneRound() {
    String old = made("db", "one");
    String name = web(1).name();
    done(new Command.CreateService(with(web(1), reference(old, "db")), null));
    done(new Command.CreateService(with(web(1).withName("b"), reference(old, "db")), null));
    done(new Command.CreateService(web(1).withName("free"), null));

    String now = rotated("db", "two");

    assertThat(names()).containsExactly("db", "db.v1");
    assertThat(Objects.requireNonNull(bench.image.secretByName("db")).id()).isEqualTo(now);
    assertThat(Objects.requireNonNull(bench.image.secretByName("db")).number()).isEqualTo(2);
    assertThat(Objects.requireNonNull(bench.image.secretByName("db.v1")).id()).isEqualTo(old);
    assertThat(secretsOf(name)).containsExactly(now);
    assertThat(secretsOf("b")).containsExactly(now);
    assertThat(service(name).specVersion()).isEqualTo(service("b").specVersion());
    assertThat(service("free").previousSpec()).isNull();
    assertThat(service(name).previousSpec()).isEqualTo(with(web(1), reference(old, "db")));
  }

  @Test
  void aRollbackRestoresTheOlderVersionAndTheNextRotationTakesItAlong() {
    String old = made("db", "one");
    String name = web(1).name();
    done(new Command.CreateService(with(web(1), reference(old, "db")), null));
    String second = rotated("db", "two");

    Service rolled = service(name);
    done(new Command.RollbackService(rolled.id(), rolled.version().index()));
    assertThat(secretsOf(name)).containsExactly(old);

    String third = rotated("db", "three");
    assertThat(secretsOf(name)).containsExactly(third);
    assertThat(names()).containsExactly("db", "db.v1", "db.v2");
    assertThat(Objects.requireNonNull(bench.image.secret(second)).name()).isEqualTo("db.v2");
  }

  @Test
  void aServiceThatNamesAnOlderVersionStaysWithIt() {
    String old = made("db", "one");
    rotated("db", "two");
    String name = web(1).name();
    done(new Command.CreateService(with(web(1), reference(old, "db.v1")), null));
    rotated("db", "three");
    assertThat(secretsOf(name)).containsExactly(old);
    assertThat(refusal(new Command.RotatePayload(PayloadKind.SECRET, "db.v1", Bytes.ofText("x"))))
        .isEqualTo("INVALID_ARGUMENT db.v1 is an older version of secret db: rotate that");
  }

  @Test
  void aFewUnusedVersionsAreKeptAndAllThatAreUsed() {
    String first = made("db", "0");
    String name = web(1).name();
    done(new Command.CreateService(with(web(1), reference(first, "db")), null));
    List<String> before = new ArrayList<>();
    for (int i = 1; i < 10; i++) {
      before = List.of(secretsOf(name).getFirst());
      rotated("db", "" + i);
    }
    // in use: the newest, and the one before by the previous spec
    assertThat(names()).containsExactly("db", "db.v6", "db.v7", "db.v8", "db.v9");
    assertThat(Objects.requireNonNull(bench.image.secretByName("db.v9")).id())
        .isEqualTo(before.getFirst());
    Service service = service(name);
    done(new Command.RollbackService(service.id(), service.version().index()));
    assertThat(secretsOf(name)).isEqualTo(before);
  }

  @Test
  void removingTheNewestRemovesAllVersionsUnlessOneIsUsed() {
    String old = made("db", "one");
    rotated("db", "two");
    done(new Command.CreateService(with(web(1), reference(old, "db.v1")), null));
    assertThat(refusal(new Command.RemovePayload(PayloadKind.SECRET, "db")))
        .contains("is in use by the following service");
    done(new Command.RemoveService(web(1).name()));
    done(new Command.RemovePayload(PayloadKind.SECRET, "db"));
    assertThat(bench.image.secrets()).isEmpty();
  }

  @Test
  void theSameDataIsNoNewVersionAndANameInTheWayIsSaid() {
    String id = made("db", "one");
    CommandResult same =
        bench.submit(new Command.RotatePayload(PayloadKind.SECRET, "db", Bytes.ofText("one")));
    assertThat(((CommandResult.Done) same).id()).isEqualTo(id);
    assertThat(((CommandResult.Done) same).warnings())
        .containsExactly("secret db holds exactly that already, as version 1: nothing is changed");
    made("db.v1", "mine");
    assertThat(refusal(new Command.RotatePayload(PayloadKind.SECRET, "db", Bytes.ofText("two"))))
        .isEqualTo("ALREADY_EXISTS secret db.v1 already exists");
  }
}
