package io.jswarm.pki;

import java.time.Instant;

/** Why the certificate of a peer, or a node's own before it is shown to one, is not accepted. */
public sealed interface PeerRefusal extends PkiRefusal {

  /** No trusted root has signed the certificate. */
  record UnknownCa(String subject, String detail) implements PeerRefusal {
    @Override
    public String sentence() {
      return "the certificate of '%s' was not signed by a root this node trusts (%s): "
              .formatted(subject, detail)
          + "it belongs to another cluster, or the root CA was replaced while it was away. Let it"
          + " leave and join again.";
    }
  }

  record CertificateExpired(String nodeId, Instant end, Instant now) implements PeerRefusal {
    @Override
    public String sentence() {
      return "the certificate of node %s expired at %s (it is %s here): "
              .formatted(nodeId, end, now)
          + "if both clocks are right, let the node leave with --force and join again.";
    }
  }

  record CertificateNotYetValid(String nodeId, Instant start, Instant now) implements PeerRefusal {
    @Override
    public String sentence() {
      return "the certificate of node %s is valid only from %s on, and it is %s here: "
              .formatted(nodeId, start, now)
          + "set the clocks of both hosts.";
    }
  }

  /** A worker's certificate where only a manager may speak. */
  record ManagerRequired(String nodeId) implements PeerRefusal {
    @Override
    public String sentence() {
      return "node %s is not a manager: its certificate is a worker's. ".formatted(nodeId)
          + "Use the address of a manager, or promote the node first.";
    }
  }

  record WrongCluster(String nodeId, String theirs, String ours) implements PeerRefusal {
    @Override
    public String sentence() {
      return "node %s belongs to cluster %s, this is cluster %s: check the address."
          .formatted(nodeId, theirs, ours);
    }
  }

  /** The node was removed from the cluster. */
  record Revoked(String nodeId) implements PeerRefusal {
    @Override
    public String sentence() {
      return "node %s was removed from the cluster: let it leave with --force and join again."
          .formatted(nodeId);
    }
  }

  /** A manager's certificate whose holder is not among the cluster's managers (any more). */
  record NotAMember(String nodeId) implements PeerRefusal {
    @Override
    public String sentence() {
      return "node %s is not one of the cluster's managers: promote it first.".formatted(nodeId);
    }
  }

  /** A certificate without exactly one O, OU and CN of our form. */
  record NotANode(String subject) implements PeerRefusal {
    @Override
    public String sentence() {
      return "the certificate of '%s' does not name a node, a role and a cluster: "
              .formatted(subject)
          + "only certificates issued by this cluster's managers are accepted.";
    }
  }

  record OldProtocol(String protocol) implements PeerRefusal {
    @Override
    public String sentence() {
      return "the peer speaks %s, nodes speak TLSv1.3 only.".formatted(protocol);
    }
  }
}
