namespace Hms.Tuning.Tuners.Rounds;

/// <summary>Options of <see cref="RoundsTuner"/>: when ranges are narrowed, and how far.</summary>
public sealed record RoundsOptions
{
    /// <summary>Trials of a round; after each round the ranges are set anew. Default 20.</summary>
    public int TrialsPerRound { get; init; } = 20;

    /// <summary>Share of the finished trials, the best ones, that the new ranges are drawn around. Default 0.2, rounded up.</summary>
    public double GoodShare { get; init; } = 0.2;

    /// <summary>Complete trials that the new range of a parameter is drawn around at the least; while there are fewer, its range stays full. Default 5.</summary>
    public int MinimumGoodTrials { get; init; } = 5;

    /// <summary>What is added on each side of the best trials' values, as a share of the range of the round before. Default 0.1.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>A range shrinks in one round to this share of its width at the most. Default 0.5.</summary>
    public double LeastShrink { get; init; } = 0.5;

    /// <summary>When the best value lies within this share of the width from an end of its range, the range grows there by half its width. Default 0.05.</summary>
    public double EdgeShare { get; init; } = 0.05;

    /// <summary>A choice is left out when so many trials of it would all miss the best ones with a probability below this, were it as good as the others. Default 0.05; two choices always stay.</summary>
    public double DropLevel { get; init; } = 0.05;

    /// <summary>Share of the proposals that are made on the full ranges all the same, so that a wrong narrowing is noticed and undone. Default 0.1.</summary>
    public double FullRangeShare { get; init; } = 0.1;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (TrialsPerRound < 2) { errors.Add($"TrialsPerRound {TrialsPerRound} must be at least 2."); }
        if (!(GoodShare > 0 && GoodShare < 1)) { errors.Add($"GoodShare {GoodShare} must lie between 0 and 1."); }
        if (MinimumGoodTrials < 2) { errors.Add($"MinimumGoodTrials {MinimumGoodTrials} must be at least 2: one value makes no range."); }
        if (!(Margin >= 0 && Margin <= 1)) { errors.Add($"Margin {Margin} must lie between 0 and 1."); }
        if (!(LeastShrink > 0 && LeastShrink <= 1)) { errors.Add($"LeastShrink {LeastShrink} must lie above 0 and not above 1."); }
        if (!(EdgeShare >= 0 && EdgeShare < 0.5)) { errors.Add($"EdgeShare {EdgeShare} must lie between 0 and 0.5."); }
        if (!(DropLevel >= 0 && DropLevel < 0.5)) { errors.Add($"DropLevel {DropLevel} must lie between 0 (never) and 0.5."); }
        if (!(FullRangeShare > 0 && FullRangeShare <= 1)) { errors.Add($"FullRangeShare {FullRangeShare} must lie above 0 and not above 1: without it a wrong narrowing could never be undone."); }
        return errors;
    }
}
