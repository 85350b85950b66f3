"""Turn the playbook's YAML and an organisation's identity into a site and print.

content/   playbook_data + organisation → read, merge, validate, check → Content
identity/  organisation.yml, labels.yml, _brand.yml → words, labels, brand
kit        both together: a Kit, or every problem at once
publish/   stage: a plain docs tree that MkDocs or Zensical can build
           book, cards: the same tree and the same model on paper
fork/      new: a folder to begin with; schema: help while editing; doctor: what an
           update of the kit means for an organisation's changes
output/    where results go: what there is a build's own, changed as one
build      which artefacts, in which order; carry: what of an earlier build is kept;
           inputs: all that a build is made from, in one digest
limit      how much time and memory a command may take
cli        the only module that prints or exits; questionnaire asks for it
"""
