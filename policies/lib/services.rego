# METADATA
# title: What starts at boot
# description: >-
#   Finds known products among the things that start. Takes its facts as
#   arguments and never reads input.
package lib.services

# names lists those of a product's names under which something starts. A bare
# name stands for NAME.service and for the init script NAME.
names(product, starts) := {name |
	some listed in product.starts
	some name in {listed, sprintf("%s.service", [listed])}
	starts[name]
}

# started holds, by product, the names under which it starts; products that do
# not start are left out.
started(products, starts) := {product: found |
	some product, known in products
	found := names(known, starts)
	count(found) > 0
}

# listed holds which of a list of names start.
listed(list, starts) := names({"starts": list}, starts)

# base is the last part of a path.
base(path) := parts[count(parts) - 1] if parts := split(path, "/")
