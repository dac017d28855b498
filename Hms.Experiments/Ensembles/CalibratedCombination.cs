namespace Hms.Experiments.Ensembles;

/// <summary>A combination whose probabilities are calibrated.</summary>
/// <param name="Inner">What joins the members.</param>
/// <param name="Calibration">What is done with the joined probabilities.</param>
/// <param name="Ridge">Strength of the pull toward no calibration that the fit was made with; 0 is none, infinity leaves the probabilities as they are.</param>
public sealed record CalibratedCombination(FittedCombination Inner, Calibration Calibration, double Ridge) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => Inner.Members;

    /// <inheritdoc />
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        Inner.Combine(members, result);
        Calibration.Apply(result);
    }

    /// <inheritdoc />
    public override double[] Combine(EnsembleData data, IReadOnlyList<int> rows)
    {
        var result = Inner.Combine(data, rows);
        for (var i = 0; i < result.Length; i += data.Classes) { Calibration.Apply(result.AsSpan(i, data.Classes)); }
        return result;
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
    [
        .. Inner.Parameters(memberNames, classNames),
        KeyValuePair.Create("temperature", Calibration.Temperature),
        .. classNames.Zip(Calibration.Bias, (name, bias) => KeyValuePair.Create("calibration bias " + name, bias)),
    ];
}
