namespace Hms.Tuning.Spaces;

/// <summary>The searched members of one option class, with the classes nested in it.</summary>
internal sealed class OptionSchema
{
    private readonly List<Node> _nodes = [];

    private OptionSchema() { }

    /// <summary>All parameters, a parent before what depends on it.</summary>
    public IEnumerable<SearchParameter> Parameters => _nodes.SelectMany(x => x.Parameters);

    /// <summary>Reads a class.</summary>
    /// <param name="options">An object with the defaults.</param>
    /// <param name="prefix">Before every name: empty, or with a dot at its end.</param>
    /// <param name="condition">When the parameters exist.</param>
    /// <param name="errors">Receives what is wrong.</param>
    /// <param name="outer">Classes around this one, which it may not hold again.</param>
    public static OptionSchema Read(object options, string prefix, SearchCondition? condition, List<string> errors, params IReadOnlyList<Type> outer)
    {
        var schema = new OptionSchema();
        var type = options.GetType();
        if (outer.Contains(type))
        {
            errors.Add($"{type.Name} is nested in itself ({string.Join(" in ", outer.Reverse().Select(x => x.Name))}); the space would never end.");
            return schema;
        }
        foreach (var member in OptionMember.Of(type))
        {
            var name = prefix + member.Name;
            if (member.Problem() is { } problem) { errors.Add($"{member.FullName} {problem}."); }
            else if (member.Attributes()[0] is NestOptionAttribute nest) { schema.AddNested(nest, member, options, name, condition, errors, [.. outer, type]); }
            else if (OptionParameter.Create(member, member.Attributes()[0], member.Get(options), name, condition, errors) is { } parameter) { schema._nodes.Add(new ValueNode(member, parameter)); }
        }
        if (schema._nodes.Count == 0 && errors.Count == 0) { errors.Add($"{type.Name} has no public member with [Range], [Choice], [BooleanChoice] or [NestOption]; mark what is to be searched."); }
        return schema;
    }

    /// <summary>Writes the values of the parameters into an object of the class; what has no value keeps its own.</summary>
    public void Assign(object target, ParameterValues values)
    {
        foreach (var node in _nodes) { node.Assign(target, values); }
    }

    private void AddNested(NestOptionAttribute nest, OptionMember member, object options, string name, SearchCondition? condition, List<string> errors, IReadOnlyList<Type> outer)
    {
        if (member.Type.IsValueType || member.Type == typeof(string))
        {
            errors.Add($"{member.FullName}: [NestOption] stands on a class, not on {member.Type.Name}.");
            return;
        }
        var current = member.Get(options);
        if (nest.Alternatives.Count == 0)
        {
            if ((current ?? New(member.Type, member, errors)) is { } nested) { _nodes.Add(new NestNode(member, nested, Read(nested, name + ".", condition, errors, outer))); }
            return;
        }
        var distribution = new CategoricalDistribution(nest.Alternatives.Select(x => x.Name));
        errors.AddRange(distribution.Validate().Select(x => $"{member.FullName}: {x}"));
        var alternatives = new List<(object, OptionSchema)>();
        foreach (var (alternative, index) in nest.Alternatives.Select((x, i) => (x, i)))
        {
            if (!member.Type.IsAssignableFrom(alternative)) { errors.Add($"{member.FullName}: {alternative.Name} is no {member.Type.Name}."); }
            else if ((current?.GetType() == alternative ? current : New(alternative, member, errors)) is { } nested)
            {
                alternatives.Add((nested, OptionMember.Of(alternative).Any() ? Read(nested, $"{name}.{alternative.Name}.", new SearchCondition(name, index), errors, outer) : new OptionSchema()));
            }
        }
        var chosen = nest.Alternatives.ToList().IndexOf(current?.GetType()!);
        _nodes.Add(new ChoiceNode(member, new SearchParameter(name, distribution, condition) { Default = chosen < 0 ? null : chosen }, alternatives));
    }

    private static object? New(Type type, OptionMember member, List<string> errors)
    {
        try { return Activator.CreateInstance(type); }
        catch (MissingMethodException)
        {
            errors.Add($"{member.FullName}: {type.Name} cannot be made; it needs a constructor without parameters (for an abstract class name the classes: [NestOption(typeof(...), ...)]).");
            return null;
        }
    }

    private abstract class Node
    {
        public abstract IEnumerable<SearchParameter> Parameters { get; }

        public abstract void Assign(object target, ParameterValues values);
    }

    private sealed class ValueNode(OptionMember member, SearchParameter parameter) : Node
    {
        public override IEnumerable<SearchParameter> Parameters => [parameter];

        public override void Assign(object target, ParameterValues values)
        {
            if (values.TryGet(parameter.Name, out var given)) { member.Set(target, OptionValue.ToMember(given.Value, member.Type)); }
        }
    }

    private sealed class NestNode(OptionMember member, object defaults, OptionSchema schema) : Node
    {
        public override IEnumerable<SearchParameter> Parameters => schema.Parameters;

        public override void Assign(object target, ParameterValues values)
        {
            var nested = OptionMember.Copy(defaults);
            schema.Assign(nested, values);
            member.Set(target, nested);
        }
    }

    private sealed class ChoiceNode(OptionMember member, SearchParameter choice, List<(object Defaults, OptionSchema Schema)> alternatives) : Node
    {
        public override IEnumerable<SearchParameter> Parameters => alternatives.SelectMany(x => x.Schema.Parameters).Prepend(choice);

        public override void Assign(object target, ParameterValues values)
        {
            if (!values.TryGet(choice.Name, out var given)) { return; }
            var (defaults, schema) = alternatives[(int)given.InternalValue];
            var nested = OptionMember.Copy(defaults);
            schema.Assign(nested, values);
            member.Set(target, nested);
        }
    }
}
