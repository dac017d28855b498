namespace Hms.Data.Edf;

/// <summary>What the header says about one signal.</summary>
public sealed record EdfSignal
{
    /// <summary>Position in <see cref="EdfFile.Signals"/>; annotation channels are not counted.</summary>
    public required int Index { get; init; }

    /// <summary>Position among all channels of the file, annotation channels counted.</summary>
    public required int HeaderIndex { get; init; }

    /// <summary>The label, made unique: signals that share a label are called label-0, label-1, ... as MNE-Python calls them.</summary>
    public required string Name { get; init; }

    /// <summary>The label as written, without the blanks around it.</summary>
    public required string Label { get; init; }

    /// <summary>Measured values or trigger bits.</summary>
    public EdfSignalKind Kind { get; init; }

    /// <summary>Kind of electrode or sensor.</summary>
    public string Transducer { get; init; } = "";

    /// <summary>Unit of physical values as written, for example uV; empty where there is none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Microvolts in one unit; null where the unit is no voltage.</summary>
    public double? MicrovoltsPerUnit => EdfUnits.MicrovoltsPer(Unit);

    /// <summary>Filters applied before, as written, for example HP:0.1Hz LP:75Hz.</summary>
    public string Prefilter { get; init; } = "";

    /// <summary>Physical value of <see cref="DigitalMinimum"/>, in <see cref="Unit"/>; above <see cref="PhysicalMaximum"/> where the polarity is inverted.</summary>
    public double PhysicalMinimum { get; init; }

    /// <summary>Physical value of <see cref="DigitalMaximum"/>, in <see cref="Unit"/>.</summary>
    public double PhysicalMaximum { get; init; }

    /// <summary>Lowest digital value of the scale.</summary>
    public double DigitalMinimum { get; init; }

    /// <summary>Highest digital value of the scale.</summary>
    public double DigitalMaximum { get; init; }

    /// <summary>Samples in each data record.</summary>
    public int SamplesPerRecord { get; init; }

    /// <summary>Sample rate in Hz: samples per record / record duration; 0 where records have no duration.</summary>
    public double SampleRateHz { get; init; }

    /// <summary>Number of stored samples; the time that gaps take is not counted.</summary>
    public long SampleCount { get; init; }

    /// <summary>Why digital values cannot be turned into physical ones; null where they can.</summary>
    public string? Problem { get; init; }

    /// <summary>The physical value of a digital one, in <see cref="Unit"/>.</summary>
    /// <param name="digital">A digital value, inside the digital range or not.</param>
    public double ToPhysical(int digital) =>
        (digital - DigitalMinimum) * ((PhysicalMaximum - PhysicalMinimum) / (DigitalMaximum - DigitalMinimum)) + PhysicalMinimum;
}
