package io.jswarm.lab.arch;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * The pure packages decide from values alone. A clock, a random number, a thread, a socket or a
 * file in one of them would make a decision that neither a simulation nor a replay of the log could
 * repeat.
 */
class PurePackagesTest {
  /** Grows with every decider; {@code ..} takes sub-packages in. */
  static final List<String> PURE =
      List.of(
          "io.jswarm.api.model..",
          "io.jswarm.api.command..",
          "io.jswarm.api.image..",
          "io.jswarm.api.template..",
          "io.jswarm.api.text..",
          "io.jswarm.scheduler..",
          "io.jswarm.overlaynet.plan",
          "io.jswarm.overlaynet.state..",
          "io.jswarm.raftstore.image..",
          "io.jswarm.overlaynet.ipam..",
          "io.jswarm.ingress.port..",
          "io.jswarm.manager.orchestration..",
          "io.jswarm.manager.autoscale",
          "io.jswarm.manager.schedule..",
          "io.jswarm.manager.dispatch",
          "io.jswarm.manager.dispatch.facts",
          "io.jswarm.overlaynet.balance",
          "io.jswarm.overlaynet.nft",
          "io.jswarm.ingress.table",
          "io.jswarm.worker.agent",
          "io.jswarm.worker.task..");

  @Test
  void theyReadNoClock() {
    check(pure().callMethodWhere(readsAClock()));
  }

  @Test
  void theyMakeNoRandomNumbers() {
    check(pure().callConstructorWhere(target(owner(assignableTo(Random.class)))));
    check(pure().callMethodWhere(drawsRandomly()));
  }

  @Test
  void theyStartNoThreadsAndWaitForNone() {
    check(
        pure()
            .dependOnClassesThat(
                belongToAnyOf(Thread.class, Process.class, ProcessBuilder.class, Timer())
                    .or(assignableTo(Executor.class))
                    .or(resideInAnyPackage("java.util.concurrent.locks.."))));
  }

  @Test
  void theyTouchNeitherNetworkNorDisk() {
    DescribedPredicate<JavaClass> values =
        belongToAnyOf(
            URI.class,
            InetAddress.class,
            Inet4Address.class,
            Inet6Address.class,
            UnknownHostException.class); // of bytes that are no address; nobody is asked
    check(
        pure()
            .dependOnClassesThat(
                resideInAnyPackage("java.net..", "java.nio.channels..", "io.netty..")
                    .and(DescribedPredicate.not(values))
                    .or(
                        belongToAnyOf(
                            File.class,
                            FileInputStream.class,
                            FileOutputStream.class,
                            Files.class))));
  }

  @Test
  void everyPureNameIsAPackageThatExists() {
    List<String> missing =
        PURE.stream()
            .map(pattern -> pattern.replace("..", ""))
            .filter(wanted ->
                Classes.MAIN.stream().noneMatch(c -> c.getPackageName().startsWith(wanted)))
            .toList();
    assertThat(missing).as("pure packages that are listed here and nowhere else").isEmpty();
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould pure() {
    return noClasses().that().resideInAnyPackage(PURE.toArray(String[]::new)).should();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(Classes.MAIN);
  }

  private static Class<?> Timer() {
    return java.util.Timer.class;
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return target(owner(resideInAnyPackage("java.time..")))
        .and(target(name("now")))
        .or(
            target(owner(belongToAnyOf(java.time.Clock.class)))
                .and(target(nameMatching("system.*"))))
        .or(
            target(owner(belongToAnyOf(System.class)))
                .and(target(nameMatching("nanoTime|currentTimeMillis"))))
        .as("a clock is read");
  }

  private static DescribedPredicate<JavaAccess<?>> drawsRandomly() {
    return target(owner(belongToAnyOf(java.util.UUID.class)))
        .and(target(name("randomUUID")))
        .or(target(owner(belongToAnyOf(Math.class))).and(target(name("random"))))
        .or(
            target(owner(belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class)))
                .and(target(name("current"))))
        .as("a random number is drawn");
  }
}
