package io.jswarm.pki;

import java.nio.file.Path;

/**
 * Every reason for which a certificate, token, key or identity file is turned down. {@link
 * #sentence()} is what the operator reads: what was wrong and what to do. It never holds a secret.
 */
public sealed interface PkiRefusal permits PkiRefusal.Own, PeerRefusal {

  String sentence();

  /** The reasons that are not about a peer at the other end of a connection. */
  sealed interface Own extends PkiRefusal {}

  /** The text does not have the form of a join token; the sentence starts with Swarm's own. */
  record InvalidToken(String detail) implements Own {
    @Override
    public String sentence() {
      return "invalid join token: " + detail;
    }
  }

  /** A well-formed token whose secret is neither the worker's nor the manager's. */
  record WrongToken() implements Own {
    @Override
    public String sentence() {
      return "A valid join token is necessary to join this cluster: this one is neither the"
          + " worker's nor the manager's. It may have been rotated; print the current one with"
          + " `jswarm swarm join-token worker` (or `manager`) on a manager.";
    }
  }

  /** The cluster at the address joined has another root certificate than the token's. */
  record WrongCa(CaDigest expected, CaDigest actual) implements Own {
    @Override
    public String sentence() {
      return "remote CA does not match fingerprint. Expected: %s, got: %s. "
              .formatted(expected.hex(), actual.hex())
          + "The token belongs to another cluster, or someone in between answered in the manager's"
          + " place. Check the address, and take the token from a manager of the cluster you mean.";
    }
  }

  /** The request for a certificate is malformed or does not prove possession of its key. */
  record BadRequest(String detail) implements Own {
    @Override
    public String sentence() {
      return "the certificate request was refused: " + detail + ".";
    }
  }

  /** The cluster's own root certificate or key cannot be used. */
  record UnusableCa(String detail) implements Own {
    @Override
    public String sentence() {
      return "the cluster's root CA cannot be used: " + detail + ".";
    }
  }

  /** Key, certificate and trusted roots of this node do not belong together or are unreadable. */
  record UnusableIdentity(String detail) implements Own {
    @Override
    public String sentence() {
      return "this node's certificate cannot be used: "
          + detail
          + ". Restore the identity files, or leave the swarm with --force and join again.";
    }
  }

  /** The identity files cannot be read or written. */
  record UnusableStore(Path path, String detail) implements Own {
    @Override
    public String sentence() {
      return "the identity files at " + path + " cannot be used: " + detail + ".";
    }
  }

  /** A wrapped secret that another key has wrapped, or that was altered. */
  record SecretNotOurs(String detail) implements Own {
    @Override
    public String sentence() {
      return "a secret kept by this node cannot be opened: "
          + detail
          + ". Restore all identity files from the same moment, or leave the swarm with --force and"
          + " join again.";
    }
  }

  /** The text does not have the form of an unlock key. */
  record InvalidUnlockKey() implements Own {
    @Override
    public String sentence() {
      return "invalid unlock key: it has the form SWMKEY-1-… and `jswarm swarm unlock-key` on an"
          + " unlocked manager prints it.";
    }
  }
}
