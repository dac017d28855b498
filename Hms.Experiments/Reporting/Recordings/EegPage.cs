using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>One page of an EEG, ready to be drawn.</summary>
internal sealed record EegPage
{
    /// <summary>Id of the EEG.</summary>
    public required long EegId { get; init; }

    /// <summary>How the page was cut and filtered.</summary>
    public required EegPageOptions Options { get; init; }

    /// <summary>The traces from top to bottom, filtered; the EKG last.</summary>
    public required IReadOnlyList<EegTrace> Traces { get; init; }

    /// <summary>The derivations as recorded, without the EKG, over <see cref="SpectrumStartSeconds"/> and what follows: what the power spectrum is made from.</summary>
    public required IReadOnlyList<EegTrace> Unfiltered { get; init; }

    /// <summary>First second of <see cref="Unfiltered"/>.</summary>
    public required double SpectrumStartSeconds { get; init; }

    /// <summary>First second of the page, from the start of the file.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Length of the page in s; less than asked for where the file is shorter.</summary>
    public required double Seconds { get; init; }

    /// <summary>Length of the file in s.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Row of train.csv of the window; null where there is none.</summary>
    public required LabelRow? Label { get; init; }

    /// <summary>The 50 s that a row of train.csv is about, in s of the file, cut to the file; null without a row.</summary>
    public (double Start, double End)? Window => Label is { } row ? Cut(row.EegOffsetSeconds, LabelledPart.WindowSeconds) : null;

    /// <summary>The 10 s in the middle of the window, which the experts judged, cut to the file; null without a row.</summary>
    public (double Start, double End)? Labelled => Label is { } row ? LabelledPart.Of(row.EegOffsetSeconds, DurationSeconds) : null;

    private (double, double) Cut(double start, double length) => (Math.Min(start, DurationSeconds), Math.Min(start + length, DurationSeconds));
}
