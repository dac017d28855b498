using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Training;

/// <summary>Options of <see cref="ClassRebalancingEstimator"/>.</summary>
public sealed record ClassRebalancingOptions
{
    /// <summary>Column of the votes, a float vector. Default "Votes".</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>Repeat rows or leave rows out; default repeat.</summary>
    public RebalancingMethod Method { get; init; } = RebalancingMethod.Oversample;

    /// <summary>To which class a row with mixed votes belongs; default that of its largest vote.</summary>
    public ClassMembership By { get; init; } = ClassMembership.Consensus;

    /// <summary>How far the sizes are brought together, in [0, 1]: a class of n_c rows gets n_c (N / n_c)^Strength, N being the largest or the smallest class. Default 1: equal.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Seed of the draw; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(VotesColumn)) { errors.Add("VotesColumn is empty; name the column of the votes."); }
        ClassShares.CheckStrength(Strength, errors);
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(ClassRebalancingOptions), Validate());
}
