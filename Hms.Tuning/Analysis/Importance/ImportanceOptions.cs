namespace Hms.Tuning.Analysis.Importance;

/// <summary>How importance is measured.</summary>
public sealed record ImportanceOptions
{
    /// <summary>The method. Default: PED-ANOVA.</summary>
    public ImportanceMethod Method { get; init; } = ImportanceMethod.PedAnova;

    /// <summary>Unit of the result. Default: shares that add up to 1.</summary>
    public ImportanceScale Scale { get; init; } = ImportanceScale.Normalized;

    /// <summary>
    /// Names of the parameters to compare; null for all (PED-ANOVA) or for all that every completed trial has (the others). The forests of fANOVA and of mean decrease in impurity are grown
    /// on the trials that have all of them.
    /// </summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>PED-ANOVA: share of the trials that count as the best, above 0 and below <see cref="RegionQuantile"/>. Default: 0.1.</summary>
    public double TargetQuantile { get; init; } = 0.1;

    /// <summary>PED-ANOVA: share of the trials that the best are compared with, at most 1. Default: 1, all.</summary>
    public double RegionQuantile { get; init; } = 1;

    /// <summary>Trees of a forest, at least 1. Default: 64.</summary>
    public int Trees { get; init; } = 64;

    /// <summary>Largest depth of a tree, at least 1. Default: 64.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Seed of the forest; the same seed gives the same result.</summary>
    public ulong Seed { get; init; }

    /// <summary>fANOVA: whether pairs are measured too. Default: they are not.</summary>
    public ImportancePairs Pairs { get; init; } = ImportancePairs.None;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!Enum.IsDefined(Method)) { errors.Add($"Method {Method} is unknown; use {string.Join(", ", Enum.GetNames<ImportanceMethod>())}."); }
        if (!Enum.IsDefined(Scale)) { errors.Add($"Scale {Scale} is unknown; use {string.Join(" or ", Enum.GetNames<ImportanceScale>())}."); }
        if (!Enum.IsDefined(Pairs)) { errors.Add($"Pairs {Pairs} is unknown; use {string.Join(" or ", Enum.GetNames<ImportancePairs>())}."); }
        if (Pairs == ImportancePairs.All && Method != ImportanceMethod.Fanova) { errors.Add($"Pairs are measured by {nameof(ImportanceMethod.Fanova)} only; the method is {Method}."); }
        if (!(RegionQuantile > 0 && RegionQuantile <= 1)) { errors.Add($"Region quantile {RegionQuantile} must be above 0 and at most 1."); }
        if (!(TargetQuantile > 0 && TargetQuantile < RegionQuantile)) { errors.Add($"Target quantile {TargetQuantile} must be above 0 and below the region quantile {RegionQuantile}."); }
        if (Trees < 1) { errors.Add($"{Trees} trees are too few; grow at least 1."); }
        if (MaximumDepth < 1) { errors.Add($"Depth {MaximumDepth} must be at least 1."); }
        if (Parameters is { Count: 0 }) { errors.Add("The list of parameters is empty; give null for all."); }
        errors.AddRange((Parameters ?? []).GroupBy(x => x, StringComparer.Ordinal).Where(x => x.Count() > 1).Select(x => $"Parameter '{x.Key}' is named {x.Count()} times; name it once."));
        return errors;
    }
}
