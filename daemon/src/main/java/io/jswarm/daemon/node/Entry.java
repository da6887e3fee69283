package io.jswarm.daemon.node;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.id.Ids;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinRequest;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.manager.ca.CaState;
import io.jswarm.manager.ca.CertificateAuthority;
import io.jswarm.manager.ca.Issuance;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerRefusal;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.StoredIdentity;
import io.jswarm.pki.TrustedRoots;
import io.jswarm.raftstore.codec.KeyRingCodec;
import io.jswarm.raftstore.crypt.KeyRing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gets a node its certificate and record, and writes both down: the part of init and join before
 * anything runs.
 */
final class Entry {
  private final NodeParts parts;
  private final NodeFiles files;
  private final IdentityStore identities;
  private final CaClient authorities;

  Entry(NodeParts parts, NodeFiles files, IdentityStore identities, CaClient authorities) {
    this.parts = parts;
    this.files = files;
    this.identities = identities;
    this.authorities = authorities;
  }

  /**
   * A node that has what it needs to start.
   *
   * @param founded what the new cluster begins with; only its founder has it
   */
  record Ready(NodeRecord node, NodeIdentity identity, Optional<Founded> founded) {}

  /** The authority of a new cluster, and what its networks are made of. */
  record Founded(CaState ca, NetworkSettings networks) {}

  Ready found(InitRequest request) throws NodeException, PkiException, IOException {
    refuseWhatIsNotDone(request);
    NetworkSettings networks = NetworkSettings.of(request, parts.locals().get());
    Addresses.Chosen addresses =
        Addresses.choose(
            request.listenAddr(),
            request.advertiseAddr(),
            request.dataPathAddr(),
            parts.locals().get());
    Duration validity = Founding.complete(request.spec()).caConfig().nodeCertExpiry();
    CaState ca =
        CaState.found(Ids.mint(parts.random()), validity, parts.random(), parts.clock().instant());
    CertificateRequest csr = CertificateRequest.create(parts.random());
    String nodeId = Ids.mint(parts.random());
    Issuance issuance =
        new CertificateAuthority(parts.random())
            .found(ca, csr.pem(), nodeId, parts.clock().instant());
    return switch (issuance) {
      case Issuance.Refused(var reason) -> throw NodeException.invalid(reason.sentence());
      case Issuance.Issued issued -> {
        NodeIdentity identity =
            NodeIdentity.of(
                csr.privateKey(),
                issued.certificatePem(),
                TrustedRoots.fromPem(issued.trustedRootsPem()));
        NodeRecord node =
            NodeRecord.of(addresses, List.of(new ManagerAddress(nodeId, addresses.advertise())))
                .withPeerId(nodeId + "-1", true);
        byte[] ring = KeyRingCodec.encode(KeyRing.generate(parts.random()));
        save(node, StoredIdentity.of(identity).withSecret(ring));
        yield new Ready(node, identity, Optional.of(new Founded(ca, networks)));
      }
    };
  }

  private static void refuseWhatIsNotDone(InitRequest request) throws NodeException {
    String missing = null;
    if (request.forceNewCluster()) {
      missing = "--force-new-cluster";
    } else if (request.autoLockManagers() || request.spec().encryptionConfig().autoLockManagers()) {
      missing = "--autolock";
    } else if (!request.spec().caConfig().externalCas().isEmpty()) {
      missing = "--external-ca";
    }
    if (missing != null) {
      throw new NodeException(
          Refusal.Kind.UNIMPLEMENTED, missing + " is not available in this version of jswarm");
    }
    Duration validity = request.spec().caConfig().nodeCertExpiry();
    if (!validity.isZero() && validity.compareTo(RootCa.NODE_VALIDITY_MIN) < 0) {
      throw NodeException.invalid("minimum certificate expiry time is: 1h0m0s");
    }
    String fault = request.spec().policy().fault();
    if (fault != null) {
      throw NodeException.invalid(fault);
    }
  }

  Ready join(JoinRequest request) throws NodeException, PkiException, IOException {
    if (request.remoteAddrs().isEmpty()) {
      throw NodeException.invalid("at least 1 RemoteAddr is required to join");
    }
    JoinToken token = JoinToken.parse(request.joinToken());
    Addresses.Chosen addresses =
        Addresses.choose(
            request.listenAddr(),
            request.advertiseAddr(),
            request.dataPathAddr(),
            parts.locals().get());
    CertificateRequest csr = CertificateRequest.create(parts.random());
    CaMessage.Issued issued =
        authorities.join(
            request.remoteAddrs(),
            token,
            new CaClient.Ask(csr.pem(), request.availability(), parts.description().get()));
    return accept(NodeRecord.of(addresses, remembered(issued, request)), csr, issued);
  }

  /**
   * The leader to begin with, the others, and the addresses that were asked: those are known to
   * work from here.
   */
  private static List<ManagerAddress> remembered(CaMessage.Issued issued, JoinRequest request) {
    List<ManagerAddress> managers = new ArrayList<>(issued.managers());
    for (String addr : request.remoteAddrs()) {
      if (managers.stream().noneMatch(known -> known.addr().equals(addr))) {
        managers.add(new ManagerAddress("", addr));
      }
    }
    return managers;
  }

  /**
   * Writes down a certificate that was issued, with the key ring when it makes the node a manager.
   *
   * @throws PkiException also when the certificate is not valid now: the clock of the manager that
   *     issued it is wrong, or this host's
   */
  Ready accept(NodeRecord node, CertificateRequest csr, CaMessage.Issued issued)
      throws PkiException, IOException {
    NodeIdentity identity =
        NodeIdentity.of(
            csr.privateKey(), issued.certificatePem(), TrustedRoots.fromPem(issued.rootsPem()));
    Optional<PeerRefusal> useless = identity.refusalAt(parts.clock().instant());
    if (useless.isPresent()) {
      throw new PkiException(useless.get());
    }
    Bytes ring = issued.keyRing();
    StoredIdentity stored = StoredIdentity.of(identity);
    NodeRecord updated = node;
    if (ring == null) {
      updated = node.withPeerId("", false);
    } else {
      stored = stored.withSecret(ring.toArray());
      if (node.peerId().isEmpty()) {
        updated = node.withPeerId(issued.nodeId() + "-" + issued.joinNumber(), false);
      }
    }
    save(updated, stored);
    return new Ready(updated, identity, Optional.empty());
  }

  private void save(NodeRecord node, StoredIdentity stored) throws PkiException, IOException {
    files.save(node);
    identities.save(stored);
  }
}
