using Hms.Experiments.Reporting.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary>One way to look at a study: numbers for machines, a table, and a picture.</summary>
/// <param name="Study">Name of the study, or of several.</param>
/// <param name="Data">For JSON.</param>
/// <param name="Columns">Names of the columns of the table.</param>
/// <param name="Rows">The table.</param>
/// <param name="Draw">Draws the picture.</param>
internal sealed record StudyView(string Study, object Data, IReadOnlyList<string> Columns, IEnumerable<IEnumerable<object?>> Rows, Func<StudyFigure> Draw);
