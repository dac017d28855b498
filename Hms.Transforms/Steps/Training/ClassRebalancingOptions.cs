using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Training;

/// <summary>Options of <see cref="ClassRebalancingEstimator"/>.</summary>
public sealed record ClassRebalancingOptions
{
    /// <summary>Column of the votes, a float vector; the class of a row is its largest vote, the first of equals. Default "Votes".</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>Repeat rows or leave rows out; default repeat.</summary>
    public RebalancingMethod Method { get; init; } = RebalancingMethod.Oversample;

    /// <summary>Seed of the draw; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate() => string.IsNullOrWhiteSpace(VotesColumn) ? ["VotesColumn is empty; name the column of the votes."] : [];

    internal void RequireValid() => OptionErrors.Throw(nameof(ClassRebalancingOptions), Validate());
}
