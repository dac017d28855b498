namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How strong the mains are in one derivation.</summary>
/// <param name="FrequencyHz">50 or 60.</param>
/// <param name="Channel">The derivation.</param>
/// <param name="Decibels">Power at the line over that of the frequencies around it; negative where a notch was applied.</param>
/// <param name="MicrovoltsRms">Root mean square of what the line adds, in uV; 0 where it adds nothing.</param>
internal sealed record LineNoise(double FrequencyHz, string Channel, double Decibels, double MicrovoltsRms)
{
    private const double HalfBandHz = 1;
    private const double NearHz = 2;
    private const double FarHz = 5;

    /// <summary>Measures one line: the mean density within 1 Hz of it against that from 2 to 5 Hz away.</summary>
    /// <param name="spectrum">Power density of a derivation.</param>
    /// <param name="frequencyHz">The line.</param>
    public static LineNoise Measure(ChannelSpectrum spectrum, double frequencyHz)
    {
        double line = 0, around = 0;
        int lineBins = 0, aroundBins = 0;
        for (var bin = 0; bin < spectrum.FrequenciesHz.Count; bin++)
        {
            var distance = Math.Abs(spectrum.FrequenciesHz[bin] - frequencyHz);
            if (distance <= HalfBandHz) { (line, lineBins) = (line + spectrum.Density[bin], lineBins + 1); }
            else if (distance is >= NearHz and <= FarHz) { (around, aroundBins) = (around + spectrum.Density[bin], aroundBins + 1); }
        }
        if (lineBins == 0 || aroundBins == 0) { return new LineNoise(frequencyHz, spectrum.Channel, double.NaN, double.NaN); }
        var (level, background) = (line / lineBins, around / aroundBins);
        var width = spectrum.FrequenciesHz[1] - spectrum.FrequenciesHz[0];
        return new LineNoise(frequencyHz, spectrum.Channel, background > 0 ? 10 * Math.Log10(level / background) : double.NaN, Math.Sqrt(Math.Max(0, level - background) * lineBins * width));
    }
}
