namespace Hms.Benchmarks.Tuning;

/// <summary>Sizes and scatters of a <see cref="RacingScene"/>, in nat.</summary>
/// <param name="Name">Name of the kind of scene.</param>
/// <param name="Candidates">Number of candidates.</param>
/// <param name="PatientsPerFold">Held-out patients of a fold.</param>
/// <param name="LevelDeviation">Spread of the candidates above the best level (half normal).</param>
/// <param name="FoldDeviation">Luck of one training.</param>
internal sealed record RacingSceneOptions(string Name, int Candidates, int PatientsPerFold, double LevelDeviation, double FoldDeviation)
{
    /// <summary>Rows of a patient.</summary>
    public int RowsPerPatient { get; init; } = 5;

    /// <summary>Scatter of a model's mean from patient to patient.</summary>
    public double PatientDeviation { get; init; } = 0.15;

    /// <summary>Scatter of a model from row to row.</summary>
    public double RowDeviation { get; init; } = 0.3;

    /// <summary>The scenes of the table: a laptop's data and the competition's, models that lie apart and models that hardly differ, with little and with much luck.</summary>
    public static IReadOnlyList<RacingSceneOptions> All { get; } =
    [
        new("12 patients a fold, apart", 10, 12, 0.10, 0.01),
        new("12 patients a fold, close", 10, 12, 0.03, 0.01),
        new("60 patients a fold, apart", 10, 60, 0.10, 0.01),
        new("60 patients a fold, close", 10, 60, 0.03, 0.01),
        new("390 patients a fold, apart", 10, 390, 0.10, 0.01),
        new("390 patients a fold, close", 10, 390, 0.03, 0.01),
        new("390 patients a fold, close, much luck", 10, 390, 0.03, 0.03),
    ];
}
