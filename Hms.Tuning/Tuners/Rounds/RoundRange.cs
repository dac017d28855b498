using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Rounds;

/// <summary>The range of one parameter in one round.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Declared">Its range in the search space; trials are stored with this one.</param>
/// <param name="Range">Where the round's proposals lie.</param>
/// <param name="Before">Where those of the round before lay.</param>
public sealed record RoundRange(string Name, ParameterDistribution Declared, ParameterDistribution Range, ParameterDistribution Before)
{
    /// <summary>True when the range differs from that of the round before.</summary>
    public bool IsChanged => !Range.Equals(Before);

    /// <summary>For logs: <c>lr: 1E-05 to 0.1 (log) -> 0.0005 to 0.01 (log)</c>.</summary>
    public override string ToString() => IsChanged ? $"{Name}: {Before} -> {Range}" : $"{Name}: {Range}";
}
