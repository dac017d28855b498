using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Turns the rows of a spectrogram file into an image: frequencies down, time to the right.</summary>
[Description("Turns the rows of a spectrogram file into an image: frequencies down, time to the right.")]
[Key("arrange")]
public sealed record ArrangeStep : ColumnStepSettings
{
    /// <summary>One image of 400 frequencies, or one image of 100 frequencies per region.</summary>
    [Description("One image of 400 frequencies, or one image of 100 frequencies per region.")]
    public ImageLayout Layout { get; init; } = ImageLayout.Single;

    /// <inheritdoc />
    protected override string DefaultInput(string previous) => SourceColumns.Spectrogram;
}
