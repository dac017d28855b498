using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>A search space as the model sees it: one axis for each parameter with more than one value.</summary>
internal sealed class ModelSpace
{
    private readonly SearchSpace _space;
    private readonly int[] _axisOf;

    public ModelSpace(SearchSpace space)
    {
        _space = space;
        _axisOf = new int[space.Parameters.Count];
        var axes = new List<ModelAxis>();
        for (var i = 0; i < _axisOf.Length; i++)
        {
            _axisOf[i] = space.Parameters[i].Distribution.ValueCount == 1 ? -1 : axes.Count;
            if (_axisOf[i] >= 0) { axes.Add(new ModelAxis(space.Parameters[i])); }
        }
        Axes = [.. axes];
        IsConditional = space.Parameters.Any(x => x.Condition is not null);
    }

    /// <summary>The axes, in order of declaration.</summary>
    public ModelAxis[] Axes { get; }

    /// <summary>The place of a trial; null when it lacks a parameter that every trial of the space has, or holds one of another kind.</summary>
    public ModelPoint? Encode(ParameterValues values)
    {
        var point = new ModelPoint(Axes.Length);
        for (var d = 0; d < Axes.Length; d++)
        {
            var parameter = Axes[d].Parameter;
            if (values.TryGet(parameter.Name, out var found))
            {
                if (!parameter.Distribution.IsCompatibleWith(found.Distribution)) { return null; }
                point.Active[d] = true;
                point.Places[d] = Axes[d].ToPlace(found.InternalValue);
            }
            else if (parameter.Condition is null) { return null; }
            else { point.Places[d] = 0; }
        }
        return point;
    }

    /// <summary>Sets which axes are active, from the places of their parents.</summary>
    public void Activate(ModelPoint point)
    {
        if (!IsConditional)
        {
            Array.Fill(point.Active, true);
            return;
        }
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < _axisOf.Length; i++)
        {
            var parameter = _space.Parameters[i];
            var isActive = SearchSpace.IsActive(parameter, values);
            if (isActive) { values.Add(parameter.Name, InternalValue(i, point)); }
            if (_axisOf[i] >= 0) { point.Active[_axisOf[i]] = isActive; }
        }
    }

    /// <summary>The parameter values of a point whose axes are activated.</summary>
    public ParameterValues Decode(ModelPoint point, ParameterValues decided)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < _axisOf.Length; i++)
        {
            var parameter = _space.Parameters[i];
            if (!SearchSpace.IsActive(parameter, values)) { continue; }
            values.Add(parameter.Name, decided.TryGet(parameter.Name, out var given) ? given.InternalValue : InternalValue(i, point));
        }
        return new ParameterValues(_space.Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
    }

    /// <summary>True when some parameter depends on another.</summary>
    public bool IsConditional { get; }

    /// <summary>True when the condition of axis <paramref name="branch"/>, or one above it, asks for axis <paramref name="axis"/>.</summary>
    public bool LeadsTo(int axis, int branch) => Chain(branch).Any(x => AxisOf(x.Parent) == axis);

    /// <summary>True when the held axes and the parameters of one value leave room for the axis to be active.</summary>
    public bool CanBeActive(int axis, ModelPoint template, bool[] held) => Chain(axis).All(condition => AxisOf(condition.Parent) switch
    {
        -1 => Holds(condition, NumericScale.GridValue(_space.Find(condition.Parent)!.Distribution, 0)),
        var parent when held[parent] => Holds(condition, Axes[parent].ToInternal(template.Places[parent])),
        _ => true,
    });

    /// <summary>Moves the axes above a branch, where they are not held, to values that make it active.</summary>
    /// <param name="branch">Axis that shall be active.</param>
    /// <param name="point">Its places are changed.</param>
    /// <param name="unit">A uniform number for each axis: it chooses among the values that do.</param>
    /// <param name="held">Axes that may not be moved.</param>
    public void Enter(int branch, ModelPoint point, ReadOnlySpan<double> unit, bool[] held)
    {
        foreach (var condition in Chain(branch))
        {
            var parent = AxisOf(condition.Parent);
            if (parent < 0 || held[parent]) { continue; }
            var axis = Axes[parent];
            var first = axis.LevelIndex(axis.ToPlace(Math.Max(Math.Ceiling(condition.Minimum), axis.ToInternal(axis.Level(0)))));
            var last = axis.LevelIndex(axis.ToPlace(Math.Min(Math.Floor(condition.Maximum), axis.ToInternal(axis.Level(axis.Levels!.Value - 1)))));
            point.Places[parent] = axis.Level(first + Math.Min((long)(unit[parent] * (last - first + 1)), last - first));
        }
    }

    /// <summary>The conditions from an axis up to the root.</summary>
    private IEnumerable<SearchCondition> Chain(int axis)
    {
        for (var condition = Axes[axis].Parameter.Condition; condition is not null; condition = _space.Find(condition.Parent)!.Condition) { yield return condition; }
    }

    private int AxisOf(string name) => Array.FindIndex(Axes, x => x.Parameter.Name == name);

    private static bool Holds(SearchCondition condition, double value) => value >= condition.Minimum && value <= condition.Maximum;

    private double InternalValue(int parameter, ModelPoint point) => _axisOf[parameter] is var axis and >= 0
        ? Axes[axis].ToInternal(point.Places[axis])
        : NumericScale.GridValue(_space.Parameters[parameter].Distribution, 0);
}
