namespace Hms.Data.Checks;

/// <summary>How large the EEGs of a set are: the usual size, in uV, of the difference between neighbouring channels (median distance from the median), over the files.</summary>
/// <param name="Smallest">Of the smallest EEG.</param>
/// <param name="Median">Of the EEG in the middle.</param>
/// <param name="Largest">Of the largest EEG.</param>
public sealed record AmplitudeRange(double Smallest, double Median, double Largest);
