using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Training;

/// <summary>Options of <see cref="ClassWeightingEstimator"/>.</summary>
public sealed record ClassWeightingOptions
{
    /// <summary>Column of the votes, a float vector. Default "Votes".</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>The column to write: Single, the weight of the row in a loss. Default "Weight".</summary>
    public string WeightColumn { get; init; } = "Weight";

    /// <summary>To which class a row with mixed votes belongs; default that of its largest vote.</summary>
    public ClassMembership By { get; init; } = ClassMembership.Consensus;

    /// <summary>How the weight of a class follows from its size; default the inverse frequency.</summary>
    public ClassWeightFormula Formula { get; init; } = ClassWeightFormula.InverseFrequency;

    /// <summary>Beta of the effective number, in [0, 1): 0 weighs all classes alike, towards 1 it comes to the inverse frequency. Default 0.999.</summary>
    public double Beta { get; init; } = 0.999;

    /// <summary>Power to which the class weights are raised, in [0, 1]: 0 weighs all rows alike, 1 (default) is the formula itself, 0.5 its square root.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(VotesColumn)) { errors.Add("VotesColumn is empty; name the column of the votes."); }
        if (string.IsNullOrWhiteSpace(WeightColumn)) { errors.Add("WeightColumn is empty; name the column to write."); }
        if (!(Beta is >= 0 and < 1)) { errors.Add(FormattableString.Invariant($"Beta {Beta} must be in [0, 1).")); }
        ClassShares.CheckStrength(Strength, errors);
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(ClassWeightingOptions), Validate());
}
