namespace Grid.LocalEngine;

/// <summary>Why an activation ends, for programs and for people.</summary>
/// <param name="ReasonCode">The kind of reason.</param>
/// <param name="Description">A sentence for the log.</param>
public readonly record struct DeactivationReason(DeactivationReasonCode ReasonCode, string Description);
