package io.jswarm.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest identity at every handshake.
 *
 * <p>TLS asks for an alias first, for its key and chain later: an alias names one generation, and
 * the one before the newest stays known, so that a swap between the questions does not mix two.
 */
final class NewestKeys extends X509ExtendedKeyManager {
  private static final String ALIAS_PREFIX = "node-";

  private record Held(long generation, NodeIdentity newest, NodeIdentity previous) {
    String alias() {
      return ALIAS_PREFIX + generation;
    }
  }

  private final AtomicReference<Held> held;

  NewestKeys(NodeIdentity first) {
    held = new AtomicReference<>(new Held(0, first, first));
  }

  NodeIdentity newest() {
    return held.get().newest();
  }

  void replace(NodeIdentity identity) {
    held.updateAndGet(old -> new Held(old.generation() + 1, identity, old.newest()));
  }

  private @Nullable NodeIdentity byAlias(String alias) {
    Held now = held.get();
    if (alias.equals(now.alias())) {
      return now.newest();
    }
    return alias.equals(ALIAS_PREFIX + (now.generation() - 1)) ? now.previous() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    NodeIdentity identity = byAlias(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    NodeIdentity identity = byAlias(alias);
    return identity == null ? null : identity.privateKey();
  }

  private @Nullable String aliasFor(String keyType) {
    return keyType.startsWith("EC") ? held.get().alias() : null;
  }

  private @Nullable String aliasFor(String[] keyTypes) {
    for (String keyType : keyTypes) {
      if (aliasFor(keyType) != null) {
        return aliasFor(keyType);
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return aliasFor(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return aliasFor(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return aliasFor(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return aliasFor(keyType);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {held.get().alias()};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {held.get().alias()};
  }
}
