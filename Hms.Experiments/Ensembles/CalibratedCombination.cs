namespace Hms.Experiments.Ensembles;

/// <summary>A combination whose probabilities are calibrated.</summary>
/// <param name="Inner">What joins the members.</param>
/// <param name="Calibration">What is done with the joined probabilities.</param>
public sealed record CalibratedCombination(FittedCombination Inner, Calibration Calibration) : FittedCombination
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
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
    [
        .. Inner.Parameters(memberNames, classNames),
        KeyValuePair.Create("temperature", Calibration.Temperature),
        .. classNames.Zip(Calibration.Bias, (name, bias) => KeyValuePair.Create("calibration bias " + name, bias)),
    ];
}
