namespace Hms.Training;

/// <summary>Ends a stage of a training whose validation divergence no longer falls.</summary>
public sealed record EarlyStoppingOptions
{
    /// <summary>Epochs without a gain after which the stage ends, at least 1.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Fall of the validation divergence, in nat, that counts as a gain; 0 or more. It is measured from the last epoch that was a gain.</summary>
    public double MinimumGain { get; init; }

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Patience < 1) { errors.Add($"Patience {Patience} of early stopping must be at least 1 epoch."); }
        if (!(MinimumGain >= 0 && double.IsFinite(MinimumGain))) { errors.Add(FormattableString.Invariant($"Minimum gain {MinimumGain} of early stopping must be 0 nat or more.")); }
        return errors;
    }

    /// <summary>Whether a stage ends after some epochs.</summary>
    /// <param name="divergences">Validation divergence of each of its epochs so far, in order.</param>
    internal bool IsDue(IEnumerable<double> divergences)
    {
        var (best, waited) = (double.PositiveInfinity, 0);
        foreach (var divergence in divergences)
        {
            if (divergence < best - MinimumGain) { (best, waited) = (divergence, 0); }
            else { waited++; }
        }
        return waited >= Patience;
    }
}
