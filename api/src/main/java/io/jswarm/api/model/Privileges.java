package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Security options of a container. */
@OmitEmpty
public record Privileges(
    @Always @Nullable CredentialSpec credentialSpec,
    @JsonProperty("SELinuxContext") @Always @Nullable SeLinuxContext seLinuxContext,
    @Nullable SeccompOpts seccomp,
    @Nullable AppArmorOpts appArmor,
    boolean noNewPrivileges) {}
