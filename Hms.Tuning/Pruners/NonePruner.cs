namespace Hms.Tuning.Pruners;

/// <summary>Never prunes.</summary>
public sealed class NonePruner : IPruner
{
    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context) => PruningDecision.Continue;
}
