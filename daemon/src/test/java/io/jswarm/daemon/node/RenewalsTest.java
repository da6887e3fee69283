package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import io.jswarm.worker.engine.sim.SimEngine;
import io.jswarm.worker.net.NoDataPath;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenewalsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private final SecureRandom random = new SecureRandom();

  @Test
  void renewsWhenItsTimeHasComeAndNotBefore() throws Exception {
    CountDownLatch renewed = new CountDownLatch(1);
    NodeIdentity young = identity(NOW, Duration.ofDays(90));
    NodeIdentity old = identity(NOW.minus(Duration.ofDays(81)), Duration.ofDays(90));
    Renewals renewals = new Renewals(parts(), renewed::countDown);
    renewals.start();
    renewals.plan(young);
    assertThat(renewed.await(200, TimeUnit.MILLISECONDS)).isFalse();
    renewals.plan(old);
    assertThat(renewed.await(10, TimeUnit.SECONDS)).isTrue();
    renewals.stop();
  }

  @Test
  void triesAgainLaterWhenNoManagerAnswers() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    Renewals renewals =
        new Renewals(
            parts(),
            () -> {
              attempts.incrementAndGet();
              first.countDown();
              second.countDown();
              throw NodeException.unavailable("no manager answers");
            });
    renewals.start();
    renewals.plan(identity(NOW.minus(Duration.ofDays(81)), Duration.ofDays(90)));
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(attempts).hasValue(1);
    renewals.stop();
  }

  private NodeParts parts() {
    Clock clock = Clock.fixed(NOW, java.time.ZoneOffset.UTC);
    return new NodeParts(
        Path.of("/nowhere"),
        new SimEngine(1, 1 << 30, clock),
        _ -> NoDataPath.forSimulation(),
        clock,
        clock,
        random,
        () -> NodeDescription.UNKNOWN,
        List::of,
        Duration.ofMillis(300));
  }

  private NodeIdentity identity(Instant from, Duration validity) throws PkiException {
    RootCa root = RootCa.create(random, from);
    CertificateRequest csr = CertificateRequest.create(random);
    String pem =
        root.issue(csr.pem(), new Subject("n1", CertificateRole.WORKER, "c1"), validity, from);
    return NodeIdentity.of(csr.privateKey(), pem, root.trustedRoots());
  }
}
