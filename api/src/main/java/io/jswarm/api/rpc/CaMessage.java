package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the certificate authority, the only methods open to a caller without a certificate.
 */
public sealed interface CaMessage {
  /** Asks for the cluster's root certificate. */
  record RootRequest() implements CaMessage {}

  /** The root certificate(s) as PEM; the caller checks the digest in its token. */
  record Root(String pem) implements CaMessage {}

  /**
   * Asks for a node certificate.
   *
   * @param token a join token; null when the caller renews over its present certificate
   * @param availability what a joining node wants to start as: active, pause or drain
   */
  record IssueRequest(
      String csrPem,
      @Nullable String token,
      @Nullable String availability,
      @Nullable NodeDescription description)
      implements CaMessage {}

  /** Answers an {@link IssueRequest}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Issued.class, name = "Issued"),
    @JsonSubTypes.Type(value = NotIssued.class, name = "NotIssued"),
  })
  sealed interface IssueReply extends CaMessage {}

  /**
   * A certificate.
   *
   * @param keyRing the cluster's key ring (CBOR), only for managers
   * @param joinNumber the number that makes this manager's Raft peer id unique for ever; 0 for
   *     workers
   * @param managers where the cluster's managers are, the leader first: whoever joined goes there
   *     at once. A manager of an older release names none
   */
  record Issued(
      String nodeId,
      String clusterId,
      String role,
      String certificatePem,
      String rootsPem,
      @Nullable Bytes keyRing,
      long joinNumber,
      List<ManagerAddress> managers)
      implements IssueReply {
    public Issued {
      managers = managers == null ? List.of() : List.copyOf(managers);
    }
  }

  /** No certificate, and why. */
  record NotIssued(Refusal refusal) implements IssueReply {}
}
