package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.IdentityStore;
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
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final NodeRecord WORKER =
      new NodeRecord(
          "10.0.0.4:2377",
          "10.0.0.4:2377",
          "10.0.0.4",
          "",
          false,
          List.of(
              new ManagerAddress("m4", "10.0.0.4:2377"),
              new ManagerAddress("m1", "10.0.0.1:2377"),
              new ManagerAddress("m2", "10.0.0.2:2377")));

  private final SecureRandom random = new SecureRandom();
  @TempDir Path directory;

  @Test
  void aCertificateOfAManagerWhoseClockIsWeeksAheadIsNotTaken() throws Exception {
    CertificateRequest csr = CertificateRequest.create(random);
    IdentityStore identities = new IdentityStore(directory, random);
    Entry entry = entry(identities);

    assertThatThrownBy(() -> entry.accept(WORKER, csr, issued(csr, NOW.plus(Duration.ofDays(50)))))
        .isInstanceOf(PkiException.class)
        .hasMessageContaining("is valid only from 2027-01-11T09:00:00Z on")
        .hasMessageContaining("set the clocks");
    assertThat(identities.load()).isEmpty();

    entry.accept(WORKER, csr, issued(csr, NOW.plus(Duration.ofMinutes(50))));
    assertThat(identities.load()).isPresent();
  }

  @Test
  void aManagerAsksTheOthersBeforeItself() {
    assertThat(WORKER.managerAddrsToAsk(random))
        .containsExactlyInAnyOrder("10.0.0.1:2377", "10.0.0.2:2377", "10.0.0.4:2377")
        .last()
        .isEqualTo("10.0.0.4:2377");
  }

  private Entry entry(IdentityStore identities) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    NodeParts parts =
        new NodeParts(
            directory,
            new SimEngine(1, 1 << 30, clock),
            _ -> NoDataPath.forSimulation(),
            clock,
            clock,
            random,
            () -> NodeDescription.UNKNOWN,
            List::of,
            Duration.ofMillis(300));
    return new Entry(parts, new NodeFiles(directory), identities, new CaClient(clock));
  }

  private CaMessage.Issued issued(CertificateRequest csr, Instant by) throws PkiException {
    RootCa root = RootCa.create(random, NOW);
    Subject worker = new Subject("n4", CertificateRole.WORKER, "c1");
    return new CaMessage.Issued(
        "n4",
        "c1",
        "worker",
        root.issue(csr.pem(), worker, Duration.ofDays(90), by),
        root.certificatePem(),
        null,
        0,
        List.of());
  }
}
