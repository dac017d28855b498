using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>The trials that have all parameters of a group, and their internal values by parameter.</summary>
internal sealed class GroupColumns
{
    private readonly double[][] _columns;

    private GroupColumns(IReadOnlyList<SearchParameter> group, List<Trial> trials, double[][] columns) => (Group, Trials, _columns) = (group, trials, columns);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<SearchParameter> Group { get; }

    /// <summary>The trials, in the order given.</summary>
    public List<Trial> Trials { get; }

    /// <summary>Reads the values; trials that lack a parameter, or had it with another kind of distribution, are left out.</summary>
    public static GroupColumns Read(IReadOnlyList<SearchParameter> group, IReadOnlyList<Trial> trials)
    {
        var found = new List<Trial>(trials.Count);
        var columns = new double[group.Count][];
        for (var d = 0; d < columns.Length; d++) { columns[d] = new double[trials.Count]; }
        foreach (var trial in trials)
        {
            if (TryRead(group, trial.Parameters, columns, found.Count)) { found.Add(trial); }
        }
        return new GroupColumns(group, found, columns);
    }

    /// <summary>Values of one parameter in the trials of the given rows.</summary>
    public double[] Values(int parameter, ReadOnlySpan<int> rows)
    {
        var values = new double[rows.Length];
        var column = _columns[parameter];
        for (var i = 0; i < rows.Length; i++) { values[i] = column[rows[i]]; }
        return values;
    }

    private static bool TryRead(IReadOnlyList<SearchParameter> group, ParameterValues values, double[][] columns, int row)
    {
        for (var d = 0; d < columns.Length; d++)
        {
            var parameter = group[d];
            if (!values.TryGet(parameter.Name, out var assignment) || !parameter.Distribution.IsCompatibleWith(assignment.Distribution)) { return false; }
            columns[d][row] = assignment.InternalValue;
        }
        return true;
    }
}
